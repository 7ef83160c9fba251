package dev.sluice.aws;

import static dev.sluice.aws.Item.of;

import dev.sluice.session.Counters;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Counters in the table: one item a long window, which also counts its latest short one. */
public final class CounterItems implements Counters {
  private static final String SORT_KEY = "COUNT";

  private static final String COUNT =
      "SET expires_at = :expires ADD events :one, brief_events :one";
  private static final String COUNT_IF = "brief_end = :brief";

  private static final String BEGIN =
      "SET expires_at = :expires, brief_end = :brief, brief_events = :one ADD events :one";
  private static final String BEGIN_IF = "attribute_not_exists(brief_end) OR brief_end < :brief";

  private final Table table;

  /** Over the given table. */
  public CounterItems(Table table) {
    this.table = table;
  }

  /**
   * A clock that is behind counts in the short window that another has begun: nobody gains time by
   * it.
   */
  @Override
  public Counts count(String name, Windows windows, Instant now) {
    Map<String, AttributeValue> key =
        Item.key("QUOTA#" + name + "#" + windows.allEnd(now).getEpochSecond(), SORT_KEY);
    Map<String, AttributeValue> values =
        Map.of(
            ":expires", of(windows.allEnd(now).getEpochSecond() + 1),
            ":brief", of(windows.briefEnd(now)),
            ":one", of(1));
    return switch (table.update(key, new Table.Change(COUNT, COUNT_IF, Map.of(), values))) {
      case Table.Write.Done done -> counts(done.item());
      case Table.Write.Refused refused -> {
        Instant latest = refused.item().time("brief_end");
        if (latest.isAfter(windows.briefEnd(now))) {
          yield count(name, windows, latest.minusMillis(1));
        }
        Table.Write begun = table.update(key, new Table.Change(BEGIN, BEGIN_IF, Map.of(), values));
        yield begun instanceof Table.Write.Done done
            ? counts(done.item())
            : count(name, windows, now);
      }
    };
  }

  private static Counts counts(Item item) {
    return new Counts(item.number("brief_events"), item.number("events"));
  }
}
