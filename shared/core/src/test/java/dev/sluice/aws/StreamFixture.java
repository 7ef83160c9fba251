package dev.sluice.aws;

import dev.sluice.gateway.FakeTime;
import dev.sluice.session.ConnectionId;
import dev.sluice.session.Lease;
import dev.sluice.session.LeaseStore.Finished;
import dev.sluice.session.LeaseStore.Mark;
import dev.sluice.session.LeaseStore.Taken;
import dev.sluice.session.Run;
import dev.sluice.session.Samples;
import dev.sluice.session.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** One stream in the table, its stores and its clock. */
final class StreamFixture {
  static final Duration RETENTION = Duration.ofDays(30);
  static final String OWNER = "owner-1";

  final LocalDynamoDb db;
  final FakeTime time = new FakeTime();
  final StreamId id = StreamId.random();
  final StreamItems streams;
  final LeaseItems leases;
  final TurnItems turns;

  StreamFixture(LocalDynamoDb db) {
    this.db = db;
    this.streams = new StreamItems(db.table(time));
    this.leases = new LeaseItems(db.table(time), RETENTION);
    this.turns = new TurnItems(db.table(time));
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

  /** The run's attributes as they are in the table, expired or not. */
  Map<String, AttributeValue> raw() {
    return new HashMap<>(
        db.client().getItem(r -> r.tableName(LocalDynamoDb.TABLE).key(RunItem.key(id))).item());
  }

  /** Waits until the stream has expired. */
  void expire() {
    time.advance(Duration.ofHours(24));
  }
}
