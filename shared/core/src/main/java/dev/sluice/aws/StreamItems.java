package dev.sluice.aws;

import static dev.sluice.aws.Item.of;

import dev.sluice.session.Ask;
import dev.sluice.session.Ending;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.Run;
import dev.sluice.session.StreamId;
import dev.sluice.session.StreamStore;
import dev.sluice.session.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;

/** Questions and runs in the table, as the query function writes them. Thread-safe. */
public final class StreamItems implements StreamStore {
  private static final Map<String, AttributeValue> NOT_ENDED_VALUES =
      Map.of(":pending", of(RunItem.PENDING), ":running", of(RunItem.RUNNING));

  private static final String MOVE =
      "SET #connection = :connection, #start = :start, resume_seq = :next, message_time = :time";

  private static final String MOVE_IF =
      "attempt = :attempt AND resume_seq = :seen AND message_time <= :time AND "
          + RunItem.NOT_ENDED
          + " AND "
          + Table.LIVE;

  /** The time tells a cancel that is sent again from another one. */
  private static final String CANCEL = "SET #state = :cancelled, cancelled_at = :now";

  private static final String CANCEL_IF = "#state = :running AND #until > :now AND " + Table.LIVE;
  private static final String CANCEL_LEASELESS = CANCEL + ", attempt = attempt + :one";
  private static final String CANCEL_LEASELESS_IF =
      RunItem.NOT_ENDED + " AND (attribute_not_exists(#until) OR #until <= :now) AND " + Table.LIVE;

  private static final String FAIL =
      "SET #state = :failed, ending = :ending, attempt = attempt + :one";

  private static final Map<String, String> STATE_AND_UNTIL =
      Map.of("#state", "state", "#until", "until");

  private final Table table;
  private final Duration lifetime;

  /** Over the given table, with streams that can be resumed for a day. */
  public StreamItems(Table table) {
    this(table, Ask.LIFETIME);
  }

  /**
   * Over the given table.
   *
   * @param lifetime how long a stream can be resumed and rated
   */
  public StreamItems(Table table, Duration lifetime) {
    this.table = table;
    this.lifetime = lifetime;
  }

  @Override
  public Created create(Ask ask, Run run) {
    Instant expiresAt = table.time().now().plus(lifetime);
    List<CancellationReason> reasons =
        table.transact(
            List.of(
                putIfAbsent(RunItem.write(run, expiresAt)),
                putIfAbsent(AskItem.write(ask, expiresAt))));
    if (reasons.isEmpty()) {
      return new Created.New();
    }
    Item known = new Item(reasons.getFirst().hasItem() ? reasons.getFirst().item() : Map.of());
    return known.values().isEmpty()
        ? new Created.Known(run(ask.id()).orElse(run))
        : new Created.Known(RunItem.read(known));
  }

  private TransactWriteItem putIfAbsent(Map<String, AttributeValue> item) {
    return TransactWriteItem.builder()
        .put(
            Put.builder()
                .tableName(table.name())
                .item(item)
                .conditionExpression(Table.ABSENT)
                .expressionAttributeValues(Map.of(":now", table.nowSeconds()))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build())
        .build();
  }

  @Override
  public Optional<Ask> ask(StreamId id) {
    return table.get(RunItem.pk(id), AskItem.SK).map(AskItem::read);
  }

  @Override
  public Optional<Run> run(StreamId id) {
    return table.get(RunItem.pk(id), RunItem.SK).map(RunItem::read);
  }

  @Override
  public Changed moveReader(Run seen, Run.Reader reader) {
    Table.Write write =
        table.update(
            RunItem.key(seen.id()),
            new Table.Change(
                MOVE,
                MOVE_IF,
                Map.of("#state", "state", "#start", "start", "#connection", "connection"),
                Map.of(
                    ":connection", of(reader.connection().value()),
                    ":start", of(reader.start()),
                    ":next", of(reader.resumeSeq()),
                    ":time", of(reader.messageTime()),
                    ":attempt", of(seen.attempt()),
                    ":seen", of(seen.reader().resumeSeq()),
                    ":pending", of(RunItem.PENDING),
                    ":running", of(RunItem.RUNNING),
                    ":seconds", table.nowSeconds())));
    return switch (write) {
      case Table.Write.Done(Item item) -> new Changed.Yes(RunItem.read(item));
      case Table.Write.Refused refused -> {
        if (!refused.item().liveAt(table.time().now())) {
          yield new Changed.LookAgain();
        }
        Run now = RunItem.read(refused.item());
        if (now.reader().equals(reader)) {
          yield new Changed.Yes(now);
        }
        boolean older = now.reader().messageTime().isAfter(reader.messageTime());
        yield older ? new Changed.Stale() : new Changed.LookAgain();
      }
    };
  }

  @Override
  public CancelResult cancel(StreamId id, Instant now) {
    Table.Write leased =
        table.update(
            RunItem.key(id),
            new Table.Change(
                CANCEL,
                CANCEL_IF,
                STATE_AND_UNTIL,
                Map.of(
                    ":cancelled", of(RunItem.CANCELLED),
                    ":running", of(RunItem.RUNNING),
                    ":now", of(now),
                    ":seconds", table.nowSeconds())));
    return switch (leased) {
      case Table.Write.Done done -> new CancelResult.OwnerWillEnd();
      case Table.Write.Refused refused ->
          ended(refused.item(), now).orElseGet(() -> cancelLeaseless(id, now));
    };
  }

  private CancelResult cancelLeaseless(StreamId id, Instant now) {
    Table.Write leaseless =
        table.update(
            RunItem.key(id),
            new Table.Change(
                CANCEL_LEASELESS,
                CANCEL_LEASELESS_IF,
                STATE_AND_UNTIL,
                Map.of(
                    ":cancelled", of(RunItem.CANCELLED),
                    ":pending", of(RunItem.PENDING),
                    ":running", of(RunItem.RUNNING),
                    ":one", of(1),
                    ":now", of(now),
                    ":seconds", table.nowSeconds())));
    return switch (leaseless) {
      case Table.Write.Done done -> new CancelResult.EndedHere(RunItem.read(done.item()));
      case Table.Write.Refused refused ->
          ended(refused.item(), now).orElseGet(() -> cancel(id, table.time().now()));
    };
  }

  private Optional<CancelResult> ended(Item item, Instant now) {
    if (!item.liveAt(table.time().now())) {
      return Optional.of(new CancelResult.Absent());
    }
    Run run = RunItem.read(item);
    if (run.ending().isEmpty()) {
      return Optional.empty();
    }
    boolean byThisCancel = item.number("cancelled_at") == now.toEpochMilli();
    if (!byThisCancel) {
      return Optional.of(new CancelResult.HadEnded(run));
    }
    boolean leased = run.lease().filter(lease -> lease.until().isAfter(now)).isPresent();
    return Optional.of(leased ? new CancelResult.OwnerWillEnd() : new CancelResult.EndedHere(run));
  }

  @Override
  public boolean createEnded(Run run, Ending ending) {
    Run ended =
        new Run(
            run.id(),
            run.tenant(),
            run.subject(),
            run.attempt(),
            run.lease(),
            run.reader(),
            run.text(),
            Optional.of(ending));
    return switch (table.putIfAbsent(RunItem.write(ended, table.time().now().plus(lifetime)))) {
      case Table.Write.Done done -> true;
      case Table.Write.Refused refused -> RunItem.read(refused.item()).equals(ended);
    };
  }

  @Override
  public void fail(StreamId id, ErrorCode code) {
    Map<String, AttributeValue> values = new java.util.HashMap<>(NOT_ENDED_VALUES);
    values.put(":failed", of(RunItem.FAILED));
    values.put(":ending", RunItem.ending(new Ending.Failed(code)));
    values.put(":one", of(1));
    table.update(
        RunItem.key(id), new Table.Change(FAIL, RunItem.NOT_ENDED, RunItem.STATE_NAME, values));
  }

  @Override
  public boolean rate(Turn.Key turn, Rating rating, String comment) {
    return table.update(
            TurnItem.key(turn),
            new Table.Change(
                "SET rating = :rating, feedback = :feedback",
                Table.LIVE,
                Map.of(),
                Map.of(
                    ":rating", of(rating.name().toLowerCase(java.util.Locale.ROOT)),
                    ":feedback", of(comment),
                    ":seconds", table.nowSeconds())))
        instanceof Table.Write.Done;
  }
}
