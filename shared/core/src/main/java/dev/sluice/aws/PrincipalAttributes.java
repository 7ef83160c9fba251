package dev.sluice.aws;

import static dev.sluice.aws.Item.of;

import dev.sluice.session.Limits;
import dev.sluice.session.Permission;
import dev.sluice.session.Principal;
import dev.sluice.session.Subject;
import dev.sluice.session.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The attributes by which connections and keys say whose they are. */
final class PrincipalAttributes {
  private PrincipalAttributes() {}

  static Map<String, AttributeValue> write(Principal principal) {
    Map<String, AttributeValue> item = new HashMap<>();
    item.put("tenant", of(principal.tenant().value()));
    item.put("subject", of(principal.subject().value()));
    item.put("public", of(principal.isPublic()));
    item.put("per_minute", of(principal.limits().questionsPerMinute()));
    item.put("per_day", of(principal.limits().questionsPerDay()));
    List<String> permissions =
        principal.permissions().stream().map(Permission::wireName).sorted().toList();
    if (!permissions.isEmpty()) {
      item.put("permissions", AttributeValue.fromSs(permissions));
    }
    principal.expiry().ifPresent(expiry -> item.put("token_expires_at", of(expiry)));
    return item;
  }

  static Principal read(Item item) {
    return new Principal(
        new TenantId(item.text("tenant")),
        new Subject(item.text("subject")),
        item.texts("permissions").stream()
            .flatMap(name -> Permission.named(name).stream())
            .collect(Collectors.toUnmodifiableSet()),
        item.flag("public"),
        new Limits(item.integer("per_minute"), item.integer("per_day")),
        item.has("token_expires_at")
            ? Optional.of(item.time("token_expires_at"))
            : Optional.empty());
  }
}
