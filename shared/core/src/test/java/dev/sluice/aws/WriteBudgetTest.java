package dev.sluice.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.session.ConnectionId;
import dev.sluice.session.ConnectionStore.Waiter;
import dev.sluice.session.Counters;
import dev.sluice.session.LeaseStore.Finished;
import dev.sluice.session.Samples;
import dev.sluice.session.StreamId;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * How many items one question writes, by the calls that the functions make: the query function four
 * and one for a claim; the stream function three, one to give the claim back and one a heartbeat.
 */
final class WriteBudgetTest {
  @RegisterExtension static final LocalDynamoDb db = new LocalDynamoDb();

  private final StreamFixture fixture = new StreamFixture(db, StreamFixture.Kind.TABLE);
  private final ConnectionItems connections = new ConnectionItems(db.table(fixture.time));
  private final CounterItems counters = new CounterItems(db.table(fixture.time));
  private final ConnectionId connection = new ConnectionId(StreamId.random().value());

  @BeforeEach
  void connect() {
    connections.put(Samples.connection(connection, fixture.time.now()));
    db.requests().reset();
  }

  @Test
  void a_question_of_a_resumable_client() {
    ask();
    assertThat(db.requests().itemsWritten()).isEqualTo(4);
    db.requests().reset();
    fixture.take(StreamFixture.OWNER);
    fixture.leases.finish(fixture.mark(1), fixture.finished("all"), 0);
    assertThat(db.requests().itemsWritten()).isEqualTo(3);
  }

  @Test
  void a_question_of_an_older_client() {
    Waiter waiter = new Waiter(fixture.id, fixture.time.now());
    connections.claim(connection, waiter, fixture.time.now());
    ask();
    assertThat(db.requests().itemsWritten()).isEqualTo(5);
    db.requests().reset();
    fixture.take(StreamFixture.OWNER);
    fixture.leases.finish(fixture.mark(1), fixture.finished("all"), 0);
    connections.release(connection, waiter);
    assertThat(db.requests().itemsWritten()).isEqualTo(4);
  }

  @Test
  void each_heartbeat_is_one() {
    fixture.taken();
    db.requests().reset();
    for (int seq = 1; seq <= 5; seq++) {
      fixture.leases.renew(fixture.mark(seq), "text ".repeat(seq), fixture.time.now());
    }
    assertThat(db.requests().itemsWritten()).isEqualTo(5);
    assertThat(db.requests().calls()).isEqualTo(5);
  }

  @Test
  void each_call_of_a_stream_writes_one_item_if_it_is_not_refused() {
    fixture.stored();
    assertThat(written()).as("question and run").isEqualTo(2);
    fixture.stored();
    assertThat(written()).as("known").isZero();
    fixture.move();
    assertThat(written()).isEqualTo(1);
    fixture.take("o1");
    assertThat(written()).isEqualTo(1);
    fixture.leases.take(fixture.id, "o2", fixture.time.now());
    assertThat(written()).as("held").isZero();
    fixture.streams.cancel(fixture.id, fixture.time.now());
    assertThat(written()).isEqualTo(1);
    fixture.streams.cancel(fixture.id, fixture.time.in(Duration.ofMillis(1)));
    assertThat(written()).as("had ended").isZero();
  }

  @Test
  void an_end_without_memory_writes_no_turn() {
    fixture.taken();
    db.requests().reset();
    fixture.leases.finish(fixture.mark(1), new Finished("all", Samples.DONE, Optional.empty()), 0);
    assertThat(written()).isEqualTo(1);
  }

  private int written() {
    int written = db.requests().itemsWritten();
    db.requests().reset();
    return written;
  }

  private void ask() {
    counters.count("SUBJECT#" + fixture.id, Counters.Windows.MINUTE_AND_DAY, fixture.time.now());
    counters.count("DAY#" + fixture.id, Counters.Windows.MINUTE_AND_DAY, fixture.time.now());
    fixture.stored();
  }
}
