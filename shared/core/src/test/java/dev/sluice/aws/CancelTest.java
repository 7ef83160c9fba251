package dev.sluice.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.session.Ending;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.Lease;
import dev.sluice.session.LeaseStore.Renewed;
import dev.sluice.session.LeaseStore.Taken;
import dev.sluice.session.Run;
import dev.sluice.session.StreamStore.CancelResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** A cancel ends the run; whether its owner or the canceller posts the end depends on the lease. */
@ParameterizedClass
@EnumSource(StreamFixture.Kind.class)
final class CancelTest {
  @RegisterExtension static final LocalDynamoDb db = new LocalDynamoDb();

  private final StreamFixture.Kind kind;
  private final StreamFixture fixture;

  CancelTest(StreamFixture.Kind kind) {
    this.kind = kind;
    fixture = new StreamFixture(db, kind);
  }

  @Test
  void under_a_lease_the_owner_will_post_the_end_and_keeps_its_fence() {
    fixture.taken();
    fixture.leases.renew(fixture.mark(1), "so far", fixture.time.now());
    assertThat(cancel()).isEqualTo(new CancelResult.OwnerWillEnd());
    assertThat(fixture.run().attempt()).isEqualTo(1);
    Renewed heartbeat =
        fixture.leases.renew(fixture.mark(2), "so far and more", fixture.time.now());
    assertThat(heartbeat).isEqualTo(new Renewed.Ended(fixture.run()));
    assertThat(fixture.run().text()).isEqualTo("so far");
    assertThat(fixture.run().ending()).contains(new Ending.Cancelled());
  }

  @Test
  void a_pending_stream_is_ended_here_with_its_fence_raised() {
    fixture.stored();
    assertThat(cancel()).isEqualTo(new CancelResult.EndedHere(fixture.run()));
    assertThat(fixture.run().attempt()).isEqualTo(1);
    assertThat(fixture.run().ending()).contains(new Ending.Cancelled());
    assertThat(fixture.leases.take(fixture.id, "o", fixture.time.now()))
        .isEqualTo(new Taken.Ended(fixture.run()));
  }

  @Test
  void without_a_valid_lease_the_fence_is_raised_so_that_a_late_owner_can_write_nothing() {
    fixture.taken();
    fixture.time.advance(Lease.DURATION);
    assertThat(cancel()).isInstanceOf(CancelResult.EndedHere.class);
    Run ended = fixture.run();
    assertThat(ended.attempt()).isEqualTo(2);
    assertThat(fixture.leases.renew(fixture.mark(1), "late", fixture.time.now()))
        .isEqualTo(new Renewed.Ended(ended));
    assertThat(fixture.leases.finish(fixture.mark(2), fixture.finished("late"), 0))
        .isEqualTo(new Renewed.Ended(ended));
    assertThat(fixture.leases.fail(fixture.mark(3), "late", ErrorCode.INTERNAL))
        .isEqualTo(new Renewed.Ended(ended));
    assertThat(fixture.run()).isEqualTo(ended);
  }

  @Test
  void a_lease_is_valid_until_its_last_millisecond() {
    fixture.taken();
    fixture.time.advance(Lease.DURATION.minusMillis(1));
    assertThat(cancel()).isEqualTo(new CancelResult.OwnerWillEnd());
  }

  @Test
  void a_released_stream_is_ended_here() {
    fixture.taken();
    fixture.leases.release(fixture.mark(1), "part", 0);
    assertThat(cancel()).isEqualTo(new CancelResult.EndedHere(fixture.run()));
    assertThat(fixture.run().text()).isEqualTo("part");
  }

  @Test
  void what_had_ended_stays_as_it_was() {
    fixture.taken();
    fixture.leases.finish(fixture.mark(1), fixture.finished("all"), 0);
    Run done = fixture.run();
    assertThat(cancel()).isEqualTo(new CancelResult.HadEnded(done));
    assertThat(fixture.run()).isEqualTo(done);
  }

  @Test
  void a_cancel_under_a_lease_whose_answer_was_lost_is_still_its_owners_to_end() {
    fixture.taken();
    fixture.loseNextAnswer();
    assertThat(cancel()).isEqualTo(new CancelResult.OwnerWillEnd());
    assertThat(cancel()).isEqualTo(new CancelResult.OwnerWillEnd());
    assertThat(fixture.run().attempt()).isEqualTo(1);
  }

  @Test
  void a_leaseless_cancel_whose_answer_was_lost_is_ended_here_and_raises_the_fence_once() {
    fixture.stored();
    CancelResult first = cancel();
    assertThat(first).isEqualTo(new CancelResult.EndedHere(fixture.run()));
    assertThat(cancel()).as("the same cancel, sent again").isEqualTo(first);
    assertThat(fixture.run().attempt()).isEqualTo(1);
  }

  @Test
  void another_cancel_finds_the_stream_ended_and_raises_no_fence() {
    fixture.stored();
    cancel();
    fixture.time.advance(Duration.ofMillis(1));
    assertThat(cancel()).isEqualTo(new CancelResult.HadEnded(fixture.run()));
    assertThat(fixture.run().attempt()).isEqualTo(1);
  }

  @Test
  void what_is_unknown_or_expired_is_absent() {
    assertThat(cancel()).isEqualTo(new CancelResult.Absent());
    fixture.inTheTable(raw -> assertThat(raw).isEmpty());
    fixture.stored();
    fixture.expire();
    assertThat(cancel()).isEqualTo(new CancelResult.Absent());
    fixture.inTheTable(raw -> assertThat(raw.get("state").s()).isEqualTo("pending"));
  }

  @Test
  void what_expired_under_a_lease_is_absent() {
    fixture.stored();
    fixture.time.advance(Duration.ofHours(24).minusSeconds(2));
    fixture.take(StreamFixture.OWNER);
    fixture.time.advance(Duration.ofSeconds(3));
    assertThat(cancel()).isEqualTo(new CancelResult.Absent());
  }

  @Test
  void a_cancel_and_the_end_at_the_same_time_have_one_winner() throws InterruptedException {
    for (int round = 0; round < 10; round++) {
      StreamFixture race = new StreamFixture(db, kind).taken();
      Renewed[] finish = new Renewed[1];
      Thread owner =
          Thread.ofVirtual()
              .start(() -> finish[0] = race.leases.finish(race.mark(1), race.finished("all"), 0));
      CancelResult cancelled = race.streams.cancel(race.id, race.time.now());
      owner.join();
      Run ended = race.run();
      if (finish[0] instanceof Renewed.Written) {
        assertThat(cancelled).isEqualTo(new CancelResult.HadEnded(ended));
        assertThat(ended.ending()).contains(dev.sluice.session.Samples.DONE);
      } else {
        assertThat(finish[0]).isEqualTo(new Renewed.Ended(ended));
        assertThat(cancelled).isEqualTo(new CancelResult.OwnerWillEnd());
        assertThat(race.turns.latest(TurnItemsTest.session(race.id), 9))
            .noneMatch(turn -> turn.stream().equals(race.id));
      }
    }
  }

  private CancelResult cancel() {
    return fixture.streams.cancel(fixture.id, fixture.time.now());
  }
}
