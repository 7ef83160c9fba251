package dev.sluice.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.FakeTime;
import dev.sluice.session.Connection;
import dev.sluice.session.ConnectionId;
import dev.sluice.session.ConnectionStore.ClaimResult;
import dev.sluice.session.ConnectionStore.Waiter;
import dev.sluice.session.Samples;
import dev.sluice.session.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Older clients' questions have their connection one after another, in order of arrival. */
final class ClaimsTest {
  @RegisterExtension static final LocalDynamoDb db = new LocalDynamoDb();

  private final FakeTime time = new FakeTime();
  private final ConnectionItems connections = new ConnectionItems(db.table(time));
  private final ConnectionId id = new ConnectionId(StreamId.random().value());
  private final Instant start = time.now();
  private final Waiter first = waiter(0);
  private final Waiter second = waiter(10);
  private final Waiter third = waiter(20);

  @BeforeEach
  void connect() {
    connections.put(Samples.connection(id, time.now()));
    db.requests().reset();
  }

  @Test
  void a_free_connection_is_granted_in_one_write() {
    assertThat(claim(first)).isEqualTo(granted());
    assertThat(db.requests().itemsWritten()).isEqualTo(1);
    assertThat(db.requests().calls()).isEqualTo(1);
    assertThat(connections.get(id).orElseThrow().claim())
        .contains(new Connection.Claim(first.stream(), time.in(Duration.ofSeconds(30))));
  }

  @Test
  void the_holder_that_asks_again_holds_it_and_gains_no_time() {
    ClaimResult granted = claim(first);
    time.advance(Duration.ofSeconds(5));
    assertThat(claim(first)).isEqualTo(granted);
  }

  @Test
  void a_claim_whose_answer_was_lost_is_granted() {
    db.requests().loseNextAnswer();
    assertThat(claim(first)).isEqualTo(granted());
  }

  @Test
  void others_wait_and_get_it_in_order_of_arrival_not_of_asking() {
    claim(first);
    assertThat(claim(third)).isEqualTo(new ClaimResult.Wait());
    assertThat(claim(second)).isEqualTo(new ClaimResult.Wait());
    connections.release(id, first);
    assertThat(claim(third)).isEqualTo(new ClaimResult.Wait());
    assertThat(claim(second)).isEqualTo(granted());
    assertThat(claim(third)).isEqualTo(new ClaimResult.Wait());
    connections.release(id, second);
    assertThat(claim(third)).isEqualTo(granted());
    connections.release(id, third);
    assertThat(raw()).doesNotContainKeys("claim_stream", "claim_until", "waiting");
  }

  @Test
  void one_that_arrived_before_the_waiting_goes_before_them() {
    claim(second);
    claim(third);
    connections.release(id, second);
    assertThat(claim(first)).isEqualTo(granted());
    assertThat(claim(third)).isEqualTo(new ClaimResult.Wait());
  }

  @Test
  void waiting_is_noted_once() {
    claim(first);
    claim(second);
    db.requests().reset();
    claim(second);
    claim(second);
    assertThat(db.requests().itemsWritten()).isZero();
    assertThat(raw().get("waiting").ss()).hasSize(1);
  }

  @Test
  void more_than_eight_do_not_wait_and_make_room_when_they_go() {
    claim(first);
    for (int i = 1; i <= ConnectionItems.MAX_WAITING; i++) {
      assertThat(claim(waiter(i))).isEqualTo(new ClaimResult.Wait());
    }
    assertThat(claim(waiter(9))).isEqualTo(new ClaimResult.Crowded());
    assertThat(raw().get("waiting").ss()).hasSize(ConnectionItems.MAX_WAITING);
    time.advance(Duration.ofSeconds(26));
    assertThat(claim(waiter(26_000)))
        .as("the others have given up")
        .isEqualTo(new ClaimResult.Wait());
  }

  @Test
  void whoever_gives_up_waiting_no_longer_stands_before_others() {
    claim(first);
    claim(second);
    claim(third);
    connections.release(id, second);
    connections.release(id, first);
    assertThat(claim(third)).isEqualTo(granted());
  }

  @Test
  void a_claim_that_is_given_back_by_another_stays() {
    claim(first);
    connections.release(id, second);
    assertThat(connections.get(id).orElseThrow().claim().orElseThrow().stream())
        .isEqualTo(first.stream());
  }

  @Test
  void a_claim_can_be_given_back_twice() {
    claim(first);
    claim(second);
    db.requests().loseNextAnswer();
    connections.release(id, first);
    connections.release(id, first);
    assertThat(claim(second)).isEqualTo(granted());
  }

  @Test
  void giving_back_is_one_write() {
    claim(first);
    db.requests().reset();
    connections.release(id, first);
    assertThat(db.requests().itemsWritten()).isEqualTo(1);
  }

  @Test
  void after_thirty_seconds_a_claim_is_void_and_the_first_that_waits_hears_it() {
    claim(first);
    time.advance(Duration.ofSeconds(15));
    Waiter late = waiter(14_000);
    Waiter later = waiter(15_000);
    claim(late);
    claim(later);
    time.advance(Duration.ofSeconds(15).minusMillis(1));
    assertThat(claim(late)).isEqualTo(new ClaimResult.Wait());
    time.advance(Duration.ofMillis(1));
    assertThat(claim(later)).isEqualTo(new ClaimResult.Wait());
    assertThat(claim(late)).isEqualTo(new ClaimResult.Void(first.stream()));
    assertThat(connections.replace(id, first.stream(), late, time.now())).isEqualTo(granted());
    assertThat(claim(later)).isEqualTo(new ClaimResult.Wait());
    connections.release(id, late);
    assertThat(claim(later)).isEqualTo(granted());
  }

  @Test
  void a_void_claim_is_replaced_by_one_of_two() {
    claim(first);
    time.advance(Duration.ofSeconds(30));
    Waiter a = waiter(29_000);
    Waiter b = waiter(28_000);
    assertThat(claim(a)).isEqualTo(new ClaimResult.Void(first.stream()));
    assertThat(claim(b)).isEqualTo(new ClaimResult.Void(first.stream()));
    assertThat(connections.replace(id, first.stream(), a, time.now())).isEqualTo(granted());
    assertThat(connections.replace(id, first.stream(), b, time.now()))
        .isEqualTo(new ClaimResult.Wait());
    assertThat(claim(b)).isEqualTo(new ClaimResult.Wait());
    connections.release(id, a);
    assertThat(claim(b)).isEqualTo(granted());
  }

  @Test
  void a_replacement_whose_answer_was_lost_is_granted() {
    claim(first);
    time.advance(Duration.ofSeconds(30));
    Waiter late = waiter(29_000);
    claim(late);
    db.requests().loseNextAnswer();
    assertThat(connections.replace(id, first.stream(), late, time.now())).isEqualTo(granted());
  }

  @Test
  void the_old_owner_gives_nothing_back_that_is_no_longer_its() {
    claim(first);
    time.advance(Duration.ofSeconds(30));
    Waiter late = waiter(29_000);
    claim(late);
    connections.replace(id, first.stream(), late, time.now());
    connections.release(id, first);
    assertThat(connections.get(id).orElseThrow().claim().orElseThrow().stream())
        .isEqualTo(late.stream());
  }

  @Test
  void those_that_left_without_a_word_are_passed_over_and_cleared_away() {
    claim(first);
    claim(second);
    claim(third);
    connections.release(id, first);
    time.advance(Duration.ofSeconds(26));
    Waiter late = waiter(26_000);
    assertThat(claim(late)).isEqualTo(granted());
    assertThat(raw()).doesNotContainKey("waiting");
  }

  @Test
  void one_that_still_waits_after_twenty_seconds_is_not_passed_over() {
    claim(first);
    time.advance(Duration.ofMillis(10));
    claim(second);
    time.advance(Duration.ofSeconds(20));
    connections.release(id, first);
    assertThat(claim(waiter(20_000))).isEqualTo(new ClaimResult.Wait());
    assertThat(claim(second)).isEqualTo(granted());
  }

  @Test
  void a_connection_that_is_gone_or_has_expired_is_absent() {
    connections.delete(id);
    assertThat(claim(first)).isEqualTo(new ClaimResult.Absent());
    connections.release(id, first);
    assertThat(raw()).isEmpty();
    connections.put(Samples.connection(id, time.now()));
    time.advance(Connection.LIFETIME);
    assertThat(claim(first)).isEqualTo(new ClaimResult.Absent());
    assertThat(raw()).doesNotContainKey("claim_stream");
  }

  @Test
  void of_many_that_come_at_once_one_is_granted_and_all_get_their_turn() throws Exception {
    List<Waiter> waiters = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      waiters.add(waiter(i));
    }
    List<Waiter> left = new ArrayList<>(waiters);
    for (int round = 0; !left.isEmpty(); round++) {
      assertThat(round).as("somebody's turn comes every few rounds").isLessThan(60);
      List<Waiter> granted = new ArrayList<>();
      List<Thread> threads = new ArrayList<>();
      for (Waiter waiter : left) {
        threads.add(
            Thread.ofVirtual()
                .start(
                    () -> {
                      if (claim(waiter) instanceof ClaimResult.Granted) {
                        synchronized (granted) {
                          granted.add(waiter);
                        }
                      }
                    }));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      assertThat(granted).hasSizeLessThanOrEqualTo(1);
      for (Waiter waiter : granted) {
        connections.release(id, waiter);
        left.remove(waiter);
      }
    }
  }

  private ClaimResult claim(Waiter waiter) {
    return connections.claim(id, waiter, time.now());
  }

  private ClaimResult granted() {
    return new ClaimResult.Granted(time.in(Duration.ofSeconds(30)));
  }

  private Waiter waiter(long millis) {
    return new Waiter(StreamId.random(), start.plusMillis(millis));
  }

  private Map<String, AttributeValue> raw() {
    return db.client()
        .getItem(
            r ->
                r.tableName(LocalDynamoDb.TABLE)
                    .key(Item.key(ConnectionItem.pk(id), ConnectionItem.SK)))
        .item();
  }
}
