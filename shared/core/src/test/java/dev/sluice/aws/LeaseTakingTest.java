package dev.sluice.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.session.Ending;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.Lease;
import dev.sluice.session.LeaseStore;
import dev.sluice.session.LeaseStore.Taken;
import dev.sluice.session.Run;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may produce an answer: one at a time, at most five in turn. */
@ParameterizedClass
@EnumSource(StreamFixture.Kind.class)
final class LeaseTakingTest {
  @RegisterExtension static final LocalDynamoDb db = new LocalDynamoDb();

  private final StreamFixture fixture;
  private final LeaseStore leases;

  LeaseTakingTest(StreamFixture.Kind kind) {
    fixture = new StreamFixture(db, kind);
    leases = fixture.leases;
  }

  @Test
  void a_pending_run_is_taken_as_the_first_attempt() {
    fixture.stored();
    Run run = fixture.take("o1");
    assertThat(run.attempt()).isEqualTo(1);
    assertThat(run.lease()).contains(new Lease("o1", 1, fixture.time.now().plus(Lease.DURATION)));
    assertThat(run).isEqualTo(fixture.run());
  }

  @Test
  void a_lease_that_is_held_is_told_with_its_end() {
    fixture.stored();
    fixture.take("o1");
    Instant until = fixture.time.in(Lease.DURATION);
    assertThat(take("o2")).isEqualTo(new Taken.Held(until));
    fixture.time.advance(Lease.DURATION.plus(Lease.CLOCK_SKEW));
    assertThat(take("o2")).as("until + skew, exactly").isEqualTo(new Taken.Held(until));
    assertThat(fixture.run().attempt()).isEqualTo(1);
  }

  @Test
  void a_lease_is_taken_over_after_its_end_and_the_skew_of_clocks() {
    fixture.taken();
    leases.renew(fixture.mark(1), "so far", fixture.time.now());
    fixture.time.advance(Lease.DURATION.plus(Lease.CLOCK_SKEW).plusMillis(1));
    Run run = fixture.take("o2");
    assertThat(run.attempt()).isEqualTo(2);
    assertThat(run.text()).isEqualTo("so far");
  }

  @Test
  void a_released_lease_is_taken_at_once() {
    fixture.taken();
    leases.release(fixture.mark(1), "part", 0);
    Run run = fixture.take("o2");
    assertThat(run.attempt()).isEqualTo(2);
    assertThat(run.text()).isEqualTo("part");
  }

  @Test
  void a_taking_whose_answer_was_lost_has_succeeded_and_counts_once() {
    fixture.stored();
    fixture.loseNextAnswer();
    Run run = fixture.take("o1");
    assertThat(run.attempt()).isEqualTo(1);
    assertThat(take("o1")).isEqualTo(new Taken.Yes(run));
    assertThat(fixture.run().attempt()).isEqualTo(1);
  }

  @Test
  void the_new_owner_begins_to_count_its_writes_anew() {
    fixture.taken();
    leases.renew(fixture.mark(7), "x", fixture.time.now());
    fixture.letTheLeaseEnd();
    fixture.take("o2");
    fixture.inTheTable(raw -> assertThat(raw.get("seq").n()).isEqualTo("0"));
  }

  @Test
  void after_five_attempts_the_run_ends_as_failed() {
    fixture.stored();
    for (int attempt = 1; attempt <= Run.MAX_ATTEMPTS; attempt++) {
      assertThat(fixture.take("o" + attempt).attempt()).isEqualTo(attempt);
      assertThat(take("other")).isInstanceOf(Taken.Held.class);
      fixture.letTheLeaseEnd();
    }
    Taken sixth = take("o6");
    Run failed = fixture.run();
    assertThat(sixth).isEqualTo(new Taken.Exhausted(failed));
    assertThat(failed.ending()).contains(new Ending.Failed(ErrorCode.ANSWER_INCOMPLETE));
    assertThat(failed.attempt()).as("the fence is raised").isGreaterThan(Run.MAX_ATTEMPTS);
    assertThat(take("o7")).isEqualTo(new Taken.Ended(failed));
    assertThat(fixture.run()).isEqualTo(failed);
  }

  @Test
  void five_attempts_that_were_released_are_five_attempts() {
    fixture.stored();
    for (int attempt = 1; attempt <= Run.MAX_ATTEMPTS; attempt++) {
      fixture.take("o");
      leases.release(
          new dev.sluice.session.LeaseStore.Mark(fixture.id, "o", attempt, 1), "t" + attempt, 0);
    }
    assertThat(take("o")).isInstanceOf(Taken.Exhausted.class);
    assertThat(fixture.run().text()).isEqualTo("t5");
  }

  @Test
  void what_has_ended_is_told() {
    fixture.taken();
    leases.finish(fixture.mark(1), fixture.finished("all"), 0);
    fixture.letTheLeaseEnd();
    assertThat(take("o2")).isEqualTo(new Taken.Ended(fixture.run()));
  }

  @Test
  void what_is_unknown_or_expired_is_absent() {
    assertThat(take("o")).isEqualTo(new Taken.Absent());
    fixture.inTheTable(raw -> assertThat(raw).isEmpty());
    fixture.stored();
    fixture.expire();
    assertThat(take("o")).isEqualTo(new Taken.Absent());
    fixture.inTheTable(raw -> assertThat(raw.get("attempt").n()).isEqualTo("0"));
  }

  @Test
  void of_many_that_come_at_once_one_gets_it() throws InterruptedException {
    fixture.stored();
    List<Taken> taken = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String owner = "o" + i;
      threads.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    Taken mine = take(owner);
                    synchronized (taken) {
                      taken.add(mine);
                    }
                  }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(taken).hasSize(8).filteredOn(Taken.Yes.class::isInstance).hasSize(1);
    assertThat(taken).filteredOn(Taken.Held.class::isInstance).hasSize(7);
    assertThat(fixture.run().attempt()).isEqualTo(1);
  }

  @Test
  void a_clock_one_second_ahead_does_not_take_a_lease_early() {
    fixture.stored();
    fixture.take("o1");
    Instant ahead = fixture.time.in(Lease.DURATION).plus(Duration.ofSeconds(1));
    assertThat(leases.take(fixture.id, "o2", ahead)).isInstanceOf(Taken.Held.class);
  }

  private Taken take(String owner) {
    return leases.take(fixture.id, owner, fixture.time.now());
  }
}
