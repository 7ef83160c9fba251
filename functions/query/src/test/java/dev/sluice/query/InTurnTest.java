package dev.sluice.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.LocalDynamoDb;
import dev.sluice.frame.ServerFrame;
import dev.sluice.session.Connection;
import dev.sluice.session.ConnectionId;
import dev.sluice.session.ConnectionStore;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.StoreException;
import dev.sluice.session.StreamId;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Nothing is posted into an answer that an older client is reading. */
final class InTurnTest {
  @RegisterExtension static final LocalDynamoDb db = new LocalDynamoDb();

  private final QueryFixture fixture = new QueryFixture(db);
  private final StreamId reading = StreamId.random();
  private final StreamId id = StreamId.random();
  private final ServerFrame error = ServerFrame.Error.answering(id, ErrorCode.INVALID_MESSAGE);

  /** Fails as often as it is told. */
  private final class Failing implements ConnectionStore {
    private int failures;
    private boolean releasesFail;

    Failing(int failures) {
      this.failures = failures;
    }

    @Override
    public Optional<Connection> get(ConnectionId connection) {
      if (failures-- > 0) {
        throw new StoreException("GetItem", new IllegalStateException("on purpose"));
      }
      return fixture.connections.get(connection);
    }

    @Override
    public void put(Connection connection) {
      fixture.connections.put(connection);
    }

    @Override
    public void delete(ConnectionId connection) {
      fixture.connections.delete(connection);
    }

    @Override
    public ClaimResult claim(ConnectionId connection, Waiter waiter, Instant now) {
      return fixture.connections.claim(connection, waiter, now);
    }

    @Override
    public ClaimResult replace(
        ConnectionId connection, StreamId voided, Waiter waiter, Instant now) {
      return fixture.connections.replace(connection, voided, waiter, now);
    }

    @Override
    public void release(ConnectionId connection, Waiter waiter) {
      if (releasesFail) {
        throw new StoreException("UpdateItem", new IllegalStateException("on purpose"));
      }
      fixture.connections.release(connection, waiter);
    }
  }

  private InTurn inTurn(int failures) {
    Failing store = new Failing(failures);
    Claims claims = new Claims(store, fixture.streams, fixture.time);
    return new InTurn(store, claims, fixture.delivery, fixture.time);
  }

  private Message message() {
    return new Message(fixture.id, fixture.time.now(), "no json");
  }

  @Test
  void an_answer_to_a_message_is_posted_when_nothing_is_being_read() {
    inTurn(0).post(fixture.sender(), id, error, false);
    assertThat(fixture.posted).containsExactly("error invalid_message");
    assertThat(fixture.claims.claim(fixture.sender(), reading)).as("given back").isTrue();
  }

  @Test
  void a_question_that_waits_in_vain_is_busy() {
    fixture.claims.claim(fixture.sender(), reading);
    inTurn(0).post(fixture.sender(), id, error, true);
    assertThat(fixture.posted).containsExactly("error busy");
  }

  @Test
  void another_message_that_waits_in_vain_is_not_answered_into_what_is_being_read() {
    fixture.claims.claim(fixture.sender(), reading);
    inTurn(0).post(fixture.sender(), id, error, false);
    assertThat(fixture.posted).isEmpty();
  }

  @Test
  void a_question_whose_own_claim_was_made_though_its_answer_was_lost_is_told_at_once() {
    fixture.claims.claim(fixture.sender(), id);
    long before = fixture.time.nanos();
    inTurn(0).fail(message(), id, true);
    assertThat(fixture.posted).containsExactly("error internal");
    assertThat(fixture.time.nanos()).isEqualTo(before);
    assertThat(fixture.claims.claim(fixture.sender(), reading)).as("given back").isTrue();
  }

  @Test
  void what_was_told_is_not_told_again_when_the_claim_cannot_be_given_back() {
    Failing store = new Failing(0);
    store.releasesFail = true;
    new InTurn(
            store, new Claims(store, fixture.streams, fixture.time), fixture.delivery, fixture.time)
        .fail(message(), id, true);
    assertThat(fixture.posted).containsExactly("error internal");
  }

  @Test
  void a_failure_is_told_in_its_turn_as_soon_as_the_store_answers() {
    inTurn(3).fail(message(), id, true);
    assertThat(fixture.posted).containsExactly("error internal");
    fixture.claims.claim(fixture.sender(), reading);
    inTurn(3).fail(message(), StreamId.random(), true);
    assertThat(fixture.posted).containsExactly("error internal", "error busy");
  }

  @Test
  void while_the_store_is_away_nobody_can_know_whose_turn_it_is() {
    inTurn(1_000).fail(message(), id, true);
    assertThat(fixture.posted).isEmpty();
  }

  @Test
  void a_connection_that_nobody_knows_is_told_at_once() {
    fixture.connections.delete(fixture.id);
    inTurn(0).fail(message(), id, true);
    assertThat(fixture.posted).containsExactly("error internal");
  }
}
