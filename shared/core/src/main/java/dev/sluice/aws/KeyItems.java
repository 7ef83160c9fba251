package dev.sluice.aws;

import static dev.sluice.aws.Item.of;

import dev.sluice.session.ApiKey;
import dev.sluice.session.KeyStore;
import dev.sluice.session.TenantId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** API keys in the table. Thread-safe. */
public final class KeyItems implements KeyStore {
  private static final String PREFIX = "KEY#";
  private static final String SORT_KEY = "KEY";

  private final Table table;

  /** Over the given table. */
  public KeyItems(Table table) {
    this.table = table;
  }

  @Override
  public Optional<ApiKey> find(String hash) {
    return table.get(PREFIX + hash, SORT_KEY).map(KeyItems::read);
  }

  @Override
  public void put(ApiKey key) {
    Map<String, AttributeValue> item = new HashMap<>(Item.key(PREFIX + key.hash(), SORT_KEY));
    item.putAll(PrincipalAttributes.write(key.principal()));
    item.put("label", of(key.label()));
    if (!key.origins().isEmpty()) {
      item.put("origins", AttributeValue.fromSs(key.origins()));
    }
    item.put("disabled", of(key.disabled()));
    item.put("created_at", of(key.createdAt()));
    table.put(item);
  }

  @Override
  public List<ApiKey> list(TenantId tenant) {
    return Table.call("Scan", () -> scan(tenant)).orElse(List.of());
  }

  private List<ApiKey> scan(TenantId tenant) {
    return table
        .client()
        .scanPaginator(
            r ->
                r.tableName(table.name())
                    .filterExpression("begins_with(pk, :prefix) AND tenant = :tenant")
                    .expressionAttributeValues(
                        Map.of(":prefix", of(PREFIX), ":tenant", of(tenant.value())))
                    .consistentRead(true))
        .items()
        .stream()
        .map(values -> read(new Item(values)))
        .sorted(Comparator.comparing(ApiKey::createdAt).thenComparing(ApiKey::hash))
        .toList();
  }

  private static ApiKey read(Item item) {
    return new ApiKey(
        item.text(Item.PK).substring(PREFIX.length()),
        item.text("label"),
        PrincipalAttributes.read(item),
        item.texts("origins"),
        item.flag("disabled"),
        item.time("created_at"));
  }
}
