package dev.sluice.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.session.Ending;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.Lease;
import dev.sluice.session.LeaseStore;
import dev.sluice.session.LeaseStore.Finished;
import dev.sluice.session.LeaseStore.Mark;
import dev.sluice.session.LeaseStore.Renewed;
import dev.sluice.session.Run;
import dev.sluice.session.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every write of an owner: mine, of my fence, later than my last, and the run still running. */
@ParameterizedClass
@EnumSource(StreamFixture.Kind.class)
final class LeaseWritesTest {
  @RegisterExtension static final LocalDynamoDb db = new LocalDynamoDb();

  private final StreamFixture.Kind kind;
  private final StreamFixture fixture;
  private final LeaseStore leases;

  LeaseWritesTest(StreamFixture.Kind kind) {
    this.kind = kind;
    fixture = new StreamFixture(db, kind);
    leases = fixture.leases;
  }

  /** The four writes of an owner. */
  enum Kind {
    RENEW,
    RELEASE,
    FINISH,
    FAIL;

    Renewed write(StreamFixture fixture, Mark mark, int resumeSeq) {
      return switch (this) {
        case RENEW -> fixture.leases.renew(mark, "text", fixture.time.now());
        case RELEASE -> fixture.leases.release(mark, "text", resumeSeq);
        case FINISH -> fixture.leases.finish(mark, fixture.finished("text"), resumeSeq);
        case FAIL -> fixture.leases.fail(mark, "text", ErrorCode.MODEL_FAILED);
      };
    }

    Class<? extends Renewed> success() {
      return this == RENEW ? Renewed.Yes.class : Renewed.Written.class;
    }
  }

  @Test
  void a_heartbeat_renews_the_lease_saves_the_text_and_reads_who_reads() {
    fixture.taken();
    Run.Reader reader = fixture.move();
    fixture.time.advance(Duration.ofSeconds(1));
    Renewed renewed = leases.renew(fixture.mark(1), "so far \uD83D\uDE00", fixture.time.now());
    Run run = ((Renewed.Yes) renewed).run();
    assertThat(run).isEqualTo(fixture.run());
    assertThat(run.reader()).isEqualTo(reader);
    assertThat(run.text()).isEqualTo("so far \uD83D\uDE00");
    assertThat(run.lease().orElseThrow().until()).isEqualTo(fixture.time.in(Lease.DURATION));
  }

  @Test
  void an_end_is_kept_with_its_turn() {
    fixture.taken();
    assertThat(leases.finish(fixture.mark(1), fixture.finished("all"), 0))
        .isEqualTo(new Renewed.Written());
    assertThat(fixture.run().text()).isEqualTo("all");
    assertThat(fixture.run().ending()).contains(Samples.DONE);
    assertThat(fixture.turns.latest(Samples.ask(fixture.id).turnKey().session(), 50))
        .contains(Samples.turn(fixture.id, "all"));
  }

  @Test
  void an_end_without_memory_keeps_no_turn() {
    fixture.taken();
    leases.finish(fixture.mark(1), new Finished("all", Samples.DONE, Optional.empty()), 0);
    assertThat(fixture.turns.latest(Samples.ask(fixture.id).turnKey().session(), 50))
        .noneMatch(turn -> turn.stream().equals(fixture.id));
  }

  @Test
  void a_turn_lives_as_long_as_the_setting_says() {
    fixture.taken();
    leases.finish(fixture.mark(1), fixture.finished("all"), 0);
    fixture.time.advance(StreamFixture.RETENTION.minusSeconds(1));
    assertThat(fixture.turns.latest(Samples.ask(fixture.id).turnKey().session(), 50))
        .contains(Samples.turn(fixture.id, "all"));
    fixture.time.advance(Duration.ofSeconds(1));
    assertThat(fixture.turns.latest(Samples.ask(fixture.id).turnKey().session(), 50))
        .noneMatch(turn -> turn.stream().equals(fixture.id));
  }

  @Test
  void a_failure_is_kept_with_the_text_so_far() {
    fixture.taken();
    assertThat(leases.fail(fixture.mark(1), "part", ErrorCode.MODEL_TIMEOUT))
        .isEqualTo(new Renewed.Written());
    assertThat(fixture.run().text()).isEqualTo("part");
    assertThat(fixture.run().ending()).contains(new Ending.Failed(ErrorCode.MODEL_TIMEOUT));
    assertThat(fixture.run().attempt()).isEqualTo(1);
  }

  @Test
  void a_released_run_can_go_on_and_nobody_holds_it() {
    fixture.taken();
    assertThat(leases.release(fixture.mark(1), "part", 0)).isEqualTo(new Renewed.Written());
    assertThat(fixture.run().lease()).isEmpty();
    assertThat(fixture.run().ending()).isEmpty();
    assertThat(fixture.run().text()).isEqualTo("part");
    assertThat(fixture.run().leasedAt(fixture.time.now())).isFalse();
  }

  @Test
  void a_heartbeat_after_the_release_does_not_take_the_lease_back() {
    fixture.taken();
    leases.release(fixture.mark(1), "part", 0);
    assertThat(leases.renew(fixture.mark(2), "part", fixture.time.now()))
        .isEqualTo(new Renewed.Lost());
    assertThat(fixture.run().lease()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void a_write_is_repeated_when_its_answer_was_lost_and_has_succeeded(Kind kind) {
    fixture.taken();
    fixture.loseNextAnswer();
    assertThat(kind.write(fixture, fixture.mark(1), 0)).isInstanceOf(kind.success());
    Run after = fixture.run();
    assertThat(kind.write(fixture, fixture.mark(1), 0)).isInstanceOf(kind.success());
    assertThat(fixture.run()).isEqualTo(after);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void a_write_of_a_lower_fence_is_lost(Kind kind) {
    fixture.taken();
    fixture.letTheLeaseEnd();
    Run second = fixture.take("owner-2");
    assertThat(kind.write(fixture, fixture.mark(9), 0)).isEqualTo(new Renewed.Lost());
    assertThat(fixture.run()).isEqualTo(second);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void a_write_of_the_same_fence_by_another_owner_is_lost(Kind kind) {
    fixture.taken();
    Run before = fixture.run();
    assertThat(kind.write(fixture, new Mark(fixture.id, "owner-2", 1, 9), 0))
        .isEqualTo(new Renewed.Lost());
    assertThat(fixture.run()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void a_write_of_an_earlier_attempt_of_the_same_owner_is_lost(Kind kind) {
    fixture.taken();
    fixture.letTheLeaseEnd();
    Run second = fixture.take(StreamFixture.OWNER);
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(kind.write(fixture, fixture.mark(9), 0)).isEqualTo(new Renewed.Lost());
    assertThat(fixture.run()).isEqualTo(second);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void a_write_that_a_later_one_has_overtaken_is_refused(Kind kind) {
    fixture.taken();
    leases.renew(fixture.mark(5), "later", fixture.time.now());
    Run before = fixture.run();
    assertThat(kind.write(fixture, fixture.mark(4), 0)).isEqualTo(new Renewed.Lost());
    assertThat(fixture.run()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void a_write_after_the_end_finds_the_end(Kind kind) {
    fixture.taken();
    leases.fail(fixture.mark(1), "part", ErrorCode.MODEL_FAILED);
    Run ended = fixture.run();
    assertThat(kind.write(fixture, fixture.mark(2), 0)).isEqualTo(new Renewed.Ended(ended));
    assertThat(fixture.run()).isEqualTo(ended);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void a_write_after_an_end_from_outside_finds_that(Kind kind) {
    fixture.taken();
    fixture.streams.fail(fixture.id, ErrorCode.BUSY);
    Run ended = fixture.run();
    assertThat(kind.write(fixture, fixture.mark(1), 0)).isEqualTo(new Renewed.Ended(ended));
    assertThat(fixture.run()).isEqualTo(ended);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void a_write_of_a_run_that_is_gone_is_lost(Kind kind) {
    assertThat(kind.write(fixture, fixture.mark(1), 0)).isEqualTo(new Renewed.Lost());
    fixture.inTheTable(raw -> assertThat(raw).isEmpty());
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"RELEASE", "FINISH"})
  void an_end_or_release_that_a_resume_has_come_before_writes_nothing(Kind kind) {
    fixture.taken();
    Run.Reader reader = fixture.move();
    Run moved = fixture.run();
    assertThat(kind.write(fixture, fixture.mark(1), 0)).isEqualTo(new Renewed.Moved(moved));
    assertThat(fixture.run()).isEqualTo(moved);
    assertThat(fixture.turns.latest(Samples.ask(fixture.id).turnKey().session(), 50))
        .noneMatch(turn -> turn.stream().equals(fixture.id));
    assertThat(kind.write(fixture, fixture.mark(2), reader.resumeSeq()))
        .isEqualTo(new Renewed.Written());
  }

  @Test
  void a_failure_is_written_whoever_reads() {
    fixture.taken();
    fixture.move();
    assertThat(leases.fail(fixture.mark(1), "", ErrorCode.INTERNAL))
        .isEqualTo(new Renewed.Written());
  }

  @Test
  void a_lease_that_has_ended_unnoticed_can_still_be_renewed() {
    fixture.taken();
    fixture.letTheLeaseEnd();
    assertThat(leases.renew(fixture.mark(1), "x", fixture.time.now()))
        .isInstanceOf(Renewed.Yes.class);
    assertThat(leases.take(fixture.id, "o2", fixture.time.now()))
        .isInstanceOf(dev.sluice.session.LeaseStore.Taken.Held.class);
  }

  @Test
  void a_heartbeat_and_the_end_at_once_never_leave_a_running_stream() throws InterruptedException {
    for (int round = 0; round < 10; round++) {
      StreamFixture race = new StreamFixture(db, kind).taken();
      Instant now = race.time.now();
      Thread heartbeat =
          Thread.ofVirtual().start(() -> race.leases.renew(race.mark(1), "part", now));
      Renewed finish = race.leases.finish(race.mark(2), race.finished("all"), 0);
      heartbeat.join();
      assertThat(finish).isEqualTo(new Renewed.Written());
      assertThat(race.run().ending()).contains(Samples.DONE);
      assertThat(race.run().text()).isEqualTo("all");
    }
  }
}
