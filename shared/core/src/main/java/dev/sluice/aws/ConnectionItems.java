package dev.sluice.aws;

import static dev.sluice.aws.Item.of;

import dev.sluice.session.Connection;
import dev.sluice.session.ConnectionId;
import dev.sluice.session.ConnectionStore;
import dev.sluice.session.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Connections in the table. Those that wait for a claim stand in a set of {@code arrival#stream}
 * whose order is that of arrival. Thread-safe.
 */
public final class ConnectionItems implements ConnectionStore {
  /** Nobody waits longer (20 s and what a slow function adds): older entries are left-overs. */
  private static final Duration WAITING = Duration.ofSeconds(25);

  /** Each one that waits keeps a function busy, and older clients ask one after the other. */
  static final int MAX_WAITING = 8;

  private static final String CLAIM = "SET claim_stream = :stream, claim_until = :until";
  private static final String CLAIM_AND_LEAVE = CLAIM + " DELETE waiting :entries";
  private static final String UNCLAIMED = Table.LIVE + " AND attribute_not_exists(claim_stream)";
  private static final String CLAIMED_BY_VOIDED = Table.LIVE + " AND claim_stream = :voided";
  private static final String NOBODY_WAITS = UNCLAIMED + " AND attribute_not_exists(waiting)";

  private final Table table;

  /** Over the given table. */
  public ConnectionItems(Table table) {
    this.table = table;
  }

  @Override
  public void put(Connection connection) {
    table.put(ConnectionItem.write(connection));
  }

  @Override
  public Optional<Connection> get(ConnectionId id) {
    return table.get(ConnectionItem.pk(id), ConnectionItem.SK).map(ConnectionItem::read);
  }

  @Override
  public void delete(ConnectionId id) {
    table.delete(ConnectionItem.pk(id), ConnectionItem.SK);
  }

  @Override
  public ClaimResult claim(ConnectionId id, Waiter waiter, Instant now) {
    Instant until = now.plus(Connection.Claim.LIFETIME);
    Table.Write write = update(id, CLAIM, NOBODY_WAITS, claim(waiter, until));
    return switch (write) {
      case Table.Write.Done done -> new ClaimResult.Granted(until);
      case Table.Write.Refused refused -> contend(id, waiter, refused.item(), now);
    };
  }

  private ClaimResult contend(ConnectionId id, Waiter waiter, Item item, Instant now) {
    if (!item.liveAt(now)) {
      return new ClaimResult.Absent();
    }
    if (isHolder(waiter, item)) {
      return new ClaimResult.Granted(item.time("claim_until"));
    }
    List<String> waiting = item.texts("waiting");
    boolean first =
        waiting.stream()
            .filter(entry -> isLive(entry, now))
            .allMatch(e -> e.compareTo(entry(waiter)) >= 0);
    boolean claimed = item.has("claim_stream");
    if (claimed && first && !item.time("claim_until").isAfter(now)) {
      return new ClaimResult.Void(new StreamId(item.text("claim_stream")));
    }
    if (!claimed && first) {
      return takeTurn(id, waiter, waiting, now);
    }
    if (!waiting.contains(entry(waiter))) {
      if (waiting.stream().filter(entry -> isLive(entry, now)).count() >= MAX_WAITING) {
        return new ClaimResult.Crowded();
      }
      update(
          id,
          "ADD waiting :entries",
          "attribute_exists(pk)",
          Map.of(":entries", AttributeValue.fromSs(List.of(entry(waiter)))));
    }
    return new ClaimResult.Wait();
  }

  private ClaimResult takeTurn(ConnectionId id, Waiter waiter, List<String> waiting, Instant now) {
    Instant until = now.plus(Connection.Claim.LIFETIME);
    Map<String, AttributeValue> values = claim(waiter, until);
    values.put(":entries", AttributeValue.fromSs(leaving(waiter, waiting, now)));
    return update(id, CLAIM_AND_LEAVE, UNCLAIMED, values) instanceof Table.Write.Done
        ? new ClaimResult.Granted(until)
        : new ClaimResult.Wait();
  }

  @Override
  public ClaimResult replace(ConnectionId id, StreamId voided, Waiter waiter, Instant now) {
    Instant until = now.plus(Connection.Claim.LIFETIME);
    Map<String, AttributeValue> values = claim(waiter, until);
    values.put(":entries", AttributeValue.fromSs(leaving(waiter, List.of(), now)));
    values.put(":voided", of(voided.value()));
    return switch (update(id, CLAIM_AND_LEAVE, CLAIMED_BY_VOIDED, values)) {
      case Table.Write.Done done -> new ClaimResult.Granted(until);
      case Table.Write.Refused refused ->
          isHolder(waiter, refused.item())
              ? new ClaimResult.Granted(refused.item().time("claim_until"))
              : new ClaimResult.Wait();
    };
  }

  private static boolean isHolder(Waiter waiter, Item connection) {
    return connection.text("claim_stream").equals(waiter.stream().value());
  }

  @Override
  public void release(ConnectionId id, Waiter waiter) {
    Table.Write write =
        update(
            id,
            "REMOVE claim_stream, claim_until",
            "claim_stream = :stream",
            Map.of(":stream", of(waiter.stream().value())));
    if (write instanceof Table.Write.Refused refused
        && refused.item().texts("waiting").contains(entry(waiter))) {
      update(
          id,
          "DELETE waiting :entries",
          "attribute_exists(pk)",
          Map.of(":entries", AttributeValue.fromSs(List.of(entry(waiter)))));
    }
  }

  private Table.Write update(
      ConnectionId id, String update, String condition, Map<String, AttributeValue> values) {
    return table.update(
        Item.key(ConnectionItem.pk(id), ConnectionItem.SK),
        new Table.Change(update, condition, Map.of(), values));
  }

  private Map<String, AttributeValue> claim(Waiter waiter, Instant until) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":seconds", table.nowSeconds());
    values.put(":stream", of(waiter.stream().value()));
    values.put(":until", of(until));
    return values;
  }

  private static List<String> leaving(Waiter waiter, List<String> waiting, Instant now) {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of(entry(waiter)),
            waiting.stream().filter(entry -> !isLive(entry, now)))
        .distinct()
        .toList();
  }

  private static String entry(Waiter waiter) {
    return String.format("%015d#%s", waiter.arrivedAt().toEpochMilli(), waiter.stream());
  }

  private static boolean isLive(String entry, Instant now) {
    long arrivedAt = Long.parseLong(entry.substring(0, entry.indexOf('#')));
    return Instant.ofEpochMilli(arrivedAt).plus(WAITING).isAfter(now);
  }
}
