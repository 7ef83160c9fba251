package dev.sluice.cli;

import dev.sluice.aws.KeyItems;
import dev.sluice.aws.Table;
import dev.sluice.deploy.Account;
import dev.sluice.gateway.Time;
import dev.sluice.session.ApiKey;
import dev.sluice.session.KeyHash;
import dev.sluice.session.KeyStore;
import dev.sluice.session.Limits;
import dev.sluice.session.Permission;
import dev.sluice.session.Principal;
import dev.sluice.session.Subject;
import dev.sluice.session.TenantId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/** Keys of a stack that has just been deployed. */
final class DeployedKeys {
  private final Account account;
  private final String table;

  DeployedKeys(Account account, String table) {
    this.account = account;
    this.table = table;
  }

  /**
   * A public key for pages of these origins, unless the tenant has one for them already: its value
   * is known only when it is made.
   */
  Optional<String> forPages(TenantId tenant, List<String> origins) {
    if (origins.isEmpty() || table.isEmpty()) {
      return Optional.empty();
    }
    KeyStore keys = new KeyItems(new Table(account.clients().dynamoDb(), table, Time.system()));
    boolean has =
        keys.list(tenant).stream()
            .anyMatch(
                key ->
                    !key.disabled()
                        && key.principal().isPublic()
                        && key.origins().containsAll(origins));
    if (has) {
      return Optional.empty();
    }
    String value = Keys.random();
    Principal principal =
        new Principal(
            tenant,
            new Subject("pages"),
            EnumSet.allOf(Permission.class),
            true,
            Limits.DEFAULT,
            Optional.empty());
    keys.put(
        new ApiKey(
            KeyHash.of(value),
            "pages",
            principal,
            origins,
            false,
            Instant.now().truncatedTo(ChronoUnit.MILLIS)));
    return Optional.of(value);
  }
}
