package dev.sluice.aws;

import static dev.sluice.aws.Item.of;

import dev.sluice.session.Counters;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** Counters in the table, one item a window. Thread-safe. */
public final class CounterItems implements Counters {
  private static final String SORT_KEY = "COUNT";

  private final Table table;

  /** Over the given table. */
  public CounterItems(Table table) {
    this.table = table;
  }

  @Override
  public long count(Window window, Instant now) {
    Instant end = window.end(now);
    return Table.call(
            "UpdateItem",
            () ->
                table
                    .client()
                    .updateItem(
                        r ->
                            r.tableName(table.name())
                                .key(
                                    Item.key(
                                        "QUOTA#" + window.name() + "#" + end.getEpochSecond(),
                                        SORT_KEY))
                                .updateExpression("SET expires_at = :end ADD events :one")
                                .expressionAttributeValues(
                                    Map.of(":end", of(end.getEpochSecond() + 1), ":one", of(1)))
                                .returnValues(ReturnValue.UPDATED_NEW))
                    .attributes())
        .map(attributes -> new Item(attributes).number("events"))
        .orElseThrow();
  }
}
