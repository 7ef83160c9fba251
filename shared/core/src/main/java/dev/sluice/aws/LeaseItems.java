package dev.sluice.aws;

import static dev.sluice.aws.Item.of;

import dev.sluice.session.Ending;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.Lease;
import dev.sluice.session.LeaseStore;
import dev.sluice.session.Run;
import dev.sluice.session.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.Update;

/** The owner's side of runs in the table. Thread-safe. */
public final class LeaseItems implements LeaseStore {
  private static final Map<String, String> NAMES =
      Map.of("#state", "state", "#owner", "owner", "#until", "until");

  private static final Map<String, String> NAMES_WITH_TEXT =
      Map.of("#state", "state", "#owner", "owner", "#until", "until", "#text", "text");

  private static final String FREE =
      RunItem.NOT_ENDED
          + " AND (attribute_not_exists(#until) OR #until < :free) AND expires_at > :seconds";

  private static final String TAKE =
      "SET #state = :running, #owner = :owner, #until = :until, seq = :zero,"
          + " attempt = attempt + :one";

  private static final String TAKE_IF = FREE + " AND attempt < :max";

  private static final String EXHAUST =
      "SET #state = :failed, ending = :ending, attempt = attempt + :one";

  private static final String EXHAUST_IF = FREE + " AND attempt >= :max";

  private static final String RENEW = "SET #until = :until, #text = :text, seq = :seq";

  private static final String FINISH =
      "SET #state = :ended, ending = :ending, #text = :text, seq = :seq";

  /** A lease that was given back is nobody's, though it still shows who had it. */
  private static final String MINE =
      "#owner = :owner AND attempt = :fence AND seq < :seq AND #state = :running"
          + " AND #until > :released";

  private static final String MINE_AND_UNMOVED = MINE + " AND resume_seq = :resume_seq";

  /** When the lease of a run ended that was given back. */
  private static final Instant RELEASED = Instant.EPOCH;

  /** For writes that do not ask who the reader is. */
  private static final int UNMOVED = -1;

  private final Table table;
  private final Duration retention;

  /**
   * @param retention how long turns are kept
   */
  public LeaseItems(Table table, Duration retention) {
    this.table = table;
    this.retention = retention;
  }

  @Override
  public Taken take(StreamId id, String owner, Instant now) {
    Map<String, AttributeValue> values = free(now);
    values.put(":owner", of(owner));
    values.put(":until", of(now.plus(Lease.DURATION)));
    values.put(":zero", of(0));
    Table.Write write =
        table.update(RunItem.key(id), new Table.Change(TAKE, TAKE_IF, NAMES, values));
    return switch (write) {
      case Table.Write.Done done -> new Taken.Yes(RunItem.read(done.item()));
      case Table.Write.Refused refused -> refused(refused.item(), owner, now);
    };
  }

  private Taken refused(Item item, String owner, Instant now) {
    if (!item.liveAt(now)) {
      return new Taken.Absent();
    }
    Run run = RunItem.read(item);
    if (run.ending().isPresent()) {
      return new Taken.Ended(run);
    }
    Instant until = run.lease().map(Lease::until).orElse(Instant.EPOCH);
    if (run.lease().filter(lease -> lease.owner().equals(owner)).isPresent()) {
      return new Taken.Yes(run);
    }
    return until.plus(Lease.CLOCK_SKEW).isBefore(now) ? exhaust(run, now) : new Taken.Held(until);
  }

  private Taken exhaust(Run run, Instant now) {
    Map<String, AttributeValue> values = free(now);
    values.put(":failed", of(RunItem.FAILED));
    values.put(":ending", RunItem.ending(new Ending.Failed(ErrorCode.ANSWER_INCOMPLETE)));
    Table.Write write =
        table.update(
            RunItem.key(run.id()),
            new Table.Change(
                EXHAUST, EXHAUST_IF, Map.of("#state", "state", "#until", "until"), values));
    return switch (write) {
      case Table.Write.Done done -> new Taken.Exhausted(RunItem.read(done.item()));
      case Table.Write.Refused refused -> new Taken.Held(now);
    };
  }

  private static Map<String, AttributeValue> free(Instant now) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":pending", of(RunItem.PENDING));
    values.put(":running", of(RunItem.RUNNING));
    values.put(":free", of(now.minus(Lease.CLOCK_SKEW)));
    values.put(":seconds", of(now.getEpochSecond()));
    values.put(":max", of(Run.MAX_ATTEMPTS));
    values.put(":one", of(1));
    return values;
  }

  @Override
  public Renewed renew(Mark mark, String text, Instant now) {
    Table.Write write = extend(mark, text, now.plus(Lease.DURATION), MINE, mine(mark));
    return switch (write) {
      case Table.Write.Done done -> new Renewed.Yes(RunItem.read(done.item()));
      case Table.Write.Refused refused -> refused(mark, refused.item(), UNMOVED);
    };
  }

  @Override
  public Renewed release(Mark mark, String text, int resumeSeq) {
    Map<String, AttributeValue> values = mine(mark);
    values.put(":resume_seq", of(resumeSeq));
    return ending(mark, extend(mark, text, RELEASED, MINE_AND_UNMOVED, values), resumeSeq);
  }

  private Table.Write extend(
      Mark mark, String text, Instant until, String condition, Map<String, AttributeValue> values) {
    values.put(":until", of(until));
    values.put(":text", of(text));
    return table.update(
        RunItem.key(mark.id()), new Table.Change(RENEW, condition, NAMES_WITH_TEXT, values));
  }

  @Override
  public Renewed fail(Mark mark, String text, ErrorCode code) {
    Map<String, AttributeValue> values = mine(mark);
    values.put(":ended", of(RunItem.FAILED));
    values.put(":ending", RunItem.ending(new Ending.Failed(code)));
    values.put(":text", of(text));
    Table.Write write =
        table.update(
            RunItem.key(mark.id()), new Table.Change(FINISH, MINE, NAMES_WITH_TEXT, values));
    return ending(mark, write, UNMOVED);
  }

  @Override
  public Renewed finish(Mark mark, Finished finished, int resumeSeq) {
    Map<String, AttributeValue> values = mine(mark);
    values.put(":ended", of(RunItem.DONE));
    values.put(":ending", RunItem.ending(finished.ending()));
    values.put(":text", of(finished.text()));
    values.put(":resume_seq", of(resumeSeq));
    List<TransactWriteItem> writes = new ArrayList<>();
    writes.add(
        TransactWriteItem.builder()
            .update(
                Update.builder()
                    .tableName(table.name())
                    .key(RunItem.key(mark.id()))
                    .updateExpression(FINISH)
                    .conditionExpression(MINE_AND_UNMOVED)
                    .expressionAttributeNames(NAMES_WITH_TEXT)
                    .expressionAttributeValues(values)
                    .returnValuesOnConditionCheckFailure(
                        ReturnValuesOnConditionCheckFailure.ALL_OLD)
                    .build())
            .build());
    Instant expiresAt = table.time().now().plus(retention);
    finished
        .turn()
        .ifPresent(
            turn ->
                writes.add(
                    TransactWriteItem.builder()
                        .put(
                            Put.builder()
                                .tableName(table.name())
                                .item(TurnItem.write(turn, expiresAt))
                                .build())
                        .build()));
    List<CancellationReason> reasons = table.transact(writes);
    Map<String, AttributeValue> old =
        reasons.isEmpty() || !reasons.getFirst().hasItem() ? Map.of() : reasons.getFirst().item();
    return reasons.isEmpty()
        ? new Renewed.Written()
        : written(refused(mark, new Item(old), resumeSeq));
  }

  private static Map<String, AttributeValue> mine(Mark mark) {
    Map<String, AttributeValue> values = new HashMap<>();
    values.put(":owner", of(mark.owner()));
    values.put(":fence", of(mark.fence()));
    values.put(":seq", of(mark.seq()));
    values.put(":running", of(RunItem.RUNNING));
    values.put(":released", of(RELEASED));
    return values;
  }

  private static Renewed ending(Mark mark, Table.Write write, int resumeSeq) {
    return switch (write) {
      case Table.Write.Done done -> new Renewed.Written();
      case Table.Write.Refused refused -> written(refused(mark, refused.item(), resumeSeq));
    };
  }

  /** A write that ended the run or gave it back has nothing to read from it. */
  private static Renewed written(Renewed outcome) {
    return outcome instanceof Renewed.Yes ? new Renewed.Written() : outcome;
  }

  /** What a refused write means: it had been written before, or somebody else came between. */
  private static Renewed refused(Mark mark, Item item, int resumeSeq) {
    if (item.values().isEmpty()) {
      return new Renewed.Lost();
    }
    Run run = RunItem.read(item);
    boolean mine =
        item.text("owner").equals(mark.owner()) && item.integer("attempt") == mark.fence();
    if (mine && item.number("seq") == mark.seq()) {
      return new Renewed.Yes(run);
    }
    if (run.ending().isPresent()) {
      return new Renewed.Ended(run);
    }
    boolean moved = mine && resumeSeq != UNMOVED && run.reader().resumeSeq() != resumeSeq;
    return moved ? new Renewed.Moved(run) : new Renewed.Lost();
  }
}
