package dev.sluice.aws;

import static dev.sluice.aws.Item.of;

import dev.sluice.session.Turn;
import dev.sluice.session.TurnStore;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What sessions remember, in the table. Thread-safe. */
public final class TurnItems implements TurnStore {
  private final Table table;

  /** Over the given table. */
  public TurnItems(Table table) {
    this.table = table;
  }

  @Override
  public List<Turn> latest(Turn.SessionKey session, int limit) {
    Instant now = table.time().now();
    return Table.call(
            "Query",
            () ->
                table
                    .client()
                    .query(
                        r ->
                            r.tableName(table.name())
                                .keyConditionExpression("pk = :pk AND begins_with(sk, :turn)")
                                .expressionAttributeValues(
                                    Map.of(
                                        ":pk", of(TurnItem.pk(session)),
                                        ":turn", of(TurnItem.SK_PREFIX)))
                                .consistentRead(true)
                                .scanIndexForward(false)
                                .limit(limit))
                    .items())
        .orElse(List.of())
        .reversed()
        .stream()
        .map(Item::new)
        .filter(item -> item.liveAt(now))
        .map(item -> TurnItem.read(session, item))
        .toList();
  }
}
