package dev.sluice.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.FakeTime;
import dev.sluice.session.ApiKey;
import dev.sluice.session.KeyHash;
import dev.sluice.session.Limits;
import dev.sluice.session.Permission;
import dev.sluice.session.Principal;
import dev.sluice.session.Samples;
import dev.sluice.session.StreamId;
import dev.sluice.session.Subject;
import dev.sluice.session.TenantId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Keys are kept and found by their hash only. */
final class KeyItemsTest {
  @RegisterExtension static final LocalDynamoDb db = new LocalDynamoDb();

  private final FakeTime time = new FakeTime();
  private final KeyItems keys = new KeyItems(db.table(time));
  private final String secret = "sk-" + StreamId.random();

  @Test
  void the_hash_is_sha_256_of_the_key() {
    assertThat(KeyHash.of("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void a_key_comes_back_as_it_was_with_its_origins_in_any_order() {
    ApiKey key = key(Samples.TENANT, secret, List.of("https://b.example", "https://a.example"));
    keys.put(key);
    ApiKey found = keys.find(KeyHash.of(secret)).orElseThrow();
    assertThat(found.principal()).isEqualTo(key.principal());
    assertThat(found.origins()).containsExactlyInAnyOrderElementsOf(key.origins());
    assertThat(found.label()).isEqualTo("the shop's widget");
    assertThat(found.createdAt()).isEqualTo(key.createdAt());
    assertThat(found.disabled()).isFalse();
  }

  @Test
  void a_key_without_origins_or_permissions_comes_back_too() {
    ApiKey key =
        new ApiKey(
            KeyHash.of(secret),
            "",
            new Principal(
                Samples.TENANT,
                Samples.SUBJECT,
                Set.of(),
                false,
                Limits.DEFAULT,
                Optional.of(time.now())),
            List.of(),
            true,
            time.now());
    keys.put(key);
    assertThat(keys.find(KeyHash.of(secret))).contains(key);
  }

  @Test
  void a_key_is_replaced_by_one_of_the_same_hash() {
    keys.put(key(Samples.TENANT, secret, List.of("https://a.example")));
    keys.put(key(Samples.TENANT, secret, List.of()));
    assertThat(keys.find(KeyHash.of(secret)).orElseThrow().origins()).isEmpty();
  }

  @Test
  void the_key_itself_is_nowhere_in_the_table() {
    keys.put(key(Samples.TENANT, secret, List.of()));
    assertThat(db.client().scan(r -> r.tableName(LocalDynamoDb.TABLE)).items().toString())
        .doesNotContain(secret)
        .contains(KeyHash.of(secret));
  }

  @Test
  void an_unknown_hash_is_absent_and_so_is_an_expired_key() {
    assertThat(keys.find(KeyHash.of(secret))).isEmpty();
    keys.put(key(Samples.TENANT, secret, List.of()));
    Map<String, AttributeValue> item =
        new HashMap<>(
            db.client()
                .getItem(
                    r ->
                        r.tableName(LocalDynamoDb.TABLE)
                            .key(Item.key("KEY#" + KeyHash.of(secret), "KEY")))
                .item());
    item.put("expires_at", Item.of(time.now().getEpochSecond()));
    db.client().putItem(r -> r.tableName(LocalDynamoDb.TABLE).item(item));
    assertThat(keys.find(KeyHash.of(secret))).isEmpty();
  }

  @Test
  void a_tenants_keys_are_listed_in_order_of_their_making() {
    TenantId tenant = new TenantId("t-" + StreamId.random());
    ApiKey second = key(tenant, "two-" + secret, List.of());
    time.advance(Duration.ofSeconds(-9));
    ApiKey first = key(tenant, "one-" + secret, List.of());
    keys.put(second);
    keys.put(first);
    keys.put(key(new TenantId("o-" + StreamId.random()), secret, List.of()));
    assertThat(keys.list(tenant)).containsExactly(first, second);
  }

  @Test
  void connections_of_the_tenant_are_not_listed_as_keys() {
    TenantId tenant = new TenantId("t-" + StreamId.random());
    keys.put(key(tenant, secret, List.of()));
    db.table(time)
        .put(
            ConnectionItem.write(
                new dev.sluice.session.Connection(
                    new dev.sluice.session.ConnectionId(secret),
                    key(tenant, secret, List.of()).principal(),
                    "",
                    "",
                    time.now(),
                    Optional.empty(),
                    Optional.empty())));
    assertThat(keys.list(tenant)).hasSize(1);
  }

  private ApiKey key(TenantId tenant, String value, List<String> origins) {
    Principal principal =
        new Principal(
            tenant,
            new Subject("widget"),
            Set.of(Permission.SEARCH),
            true,
            new Limits(7, 70),
            Optional.empty());
    return new ApiKey(
        KeyHash.of(value), "the shop's widget", principal, origins, false, time.now());
  }
}
