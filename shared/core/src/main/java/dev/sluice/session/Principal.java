package dev.sluice.session;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What a checked key or token says of its bearer.
 *
 * @param isPublic whether the credential stands in a page for everybody to read
 * @param expiry when the token ends; empty for keys
 */
public record Principal(
    TenantId tenant,
    Subject subject,
    Set<Permission> permissions,
    boolean isPublic,
    Limits limits,
    Optional<Instant> expiry) {

  /** Copies the permissions. */
  public Principal {
    permissions = Set.copyOf(permissions);
  }

  /** Whether the permission is among those granted. */
  public boolean may(Permission permission) {
    return permissions.contains(permission);
  }

  /**
   * Whether both are the same bearer, so that what one began the other may continue. Under a public
   * key everybody is the same subject and the unguessable stream id is what tells them apart.
   */
  public boolean owns(TenantId otherTenant, Subject otherSubject) {
    return tenant.equals(otherTenant) && (isPublic || subject.equals(otherSubject));
  }
}
