package dev.sluice.aws;

import dev.sluice.gateway.FakeTime;
import dev.sluice.session.ConnectionId;
import dev.sluice.session.Lease;
import dev.sluice.session.LeaseStore;
import dev.sluice.session.LeaseStore.Finished;
import dev.sluice.session.LeaseStore.Mark;
import dev.sluice.session.LeaseStore.Taken;
import dev.sluice.session.MemoryStreams;
import dev.sluice.session.Run;
import dev.sluice.session.Samples;
import dev.sluice.session.StreamId;
import dev.sluice.session.StreamStore;
import dev.sluice.session.TurnStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One stream, its stores and its clock, over the table or in memory. */
final class StreamFixture {
  /** What keeps the streams: both pass the same tests. */
  enum Kind {
    /** The adapters of DynamoDB. */
    TABLE,
    /** The fake that other modules use. */
    MEMORY
  }

  static final Duration RETENTION = Duration.ofDays(30);
  static final String OWNER = "owner-1";

  final LocalDynamoDb db;
  final FakeTime time = new FakeTime();
  final StreamId id = StreamId.random();
  final StreamStore streams;
  final LeaseStore leases;
  final TurnStore turns;
  private final Runnable loseNextAnswer;

  StreamFixture(LocalDynamoDb db, Kind kind) {
    this.db = db;
    if (kind == Kind.TABLE) {
      streams = new StreamItems(db.table(time));
      leases = new LeaseItems(db.table(time), RETENTION);
      turns = new TurnItems(db.table(time));
      loseNextAnswer = db.requests()::loseNextAnswer;
    } else {
      MemoryStreams memory = new MemoryStreams(time, RETENTION);
      streams = memory;
      leases = memory;
      turns = memory;
      loseNextAnswer = memory::repeatNext;
    }
  }

  /** The next write is done, but its answer is lost, so that it is sent again. */
  void loseNextAnswer() {
    loseNextAnswer.run();
  }

  /** The stream is stored and nobody has begun it. */
  StreamFixture stored() {
    streams.create(Samples.ask(id), Samples.run(id));
    return this;
  }

  /** The stream is stored and the owner has its lease: attempt 1. */
  StreamFixture taken() {
    stored();
    leases.take(id, OWNER, time.now());
    return this;
  }

  Run run() {
    return streams.run(id).orElseThrow();
  }

  Run take(String owner) {
    return ((Taken.Yes) leases.take(id, owner, time.now())).run();
  }

  /** The owner's lease ends, skew included. */
  void letTheLeaseEnd() {
    time.advance(Lease.DURATION.plus(Lease.CLOCK_SKEW).plusMillis(1));
  }

  /** A write of the owner in the first attempt. */
  Mark mark(long seq) {
    return new Mark(id, OWNER, 1, seq);
  }

  Finished finished(String text) {
    return new Finished(text, Samples.DONE, Optional.of(Samples.turn(id, text)));
  }

  /** A reader on another connection, who comes after the present one. */
  Run.Reader reader(Run seen, String connection, Instant messageTime) {
    return new Run.Reader(
        new ConnectionId(connection), 3, seen.reader().resumeSeq() + 1, messageTime);
  }

  /** Another connection resumes the stream. */
  Run.Reader move() {
    Run seen = run();
    Run.Reader reader = reader(seen, "other", seen.reader().messageTime().plusMillis(10));
    streams.moveReader(seen, reader);
    return reader;
  }

  /** Looks at the run's attributes as they are in the table, expired or not, if it is a table. */
  void inTheTable(Consumer<Map<String, AttributeValue>> look) {
    if (streams instanceof StreamItems) {
      look.accept(
          db.client().getItem(r -> r.tableName(LocalDynamoDb.TABLE).key(RunItem.key(id))).item());
    }
  }

  /** Waits until the stream has expired. */
  void expire() {
    time.advance(Duration.ofHours(24));
  }
}
