package dev.sluice.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.session.Ask;
import dev.sluice.session.ConnectionId;
import dev.sluice.session.Ending;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.Run;
import dev.sluice.session.Samples;
import dev.sluice.session.StreamId;
import dev.sluice.session.StreamStore;
import dev.sluice.session.StreamStore.Created;
import dev.sluice.session.StreamStore.Rating;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Questions and runs: stored once, ended from outside, expired. */
@ParameterizedClass
@EnumSource(StreamFixture.Kind.class)
final class StreamStoreTest {
  @RegisterExtension static final LocalDynamoDb db = new LocalDynamoDb();

  private final StreamFixture fixture;
  private final StreamStore streams;
  private final StreamId id;

  StreamStoreTest(StreamFixture.Kind kind) {
    fixture = new StreamFixture(db, kind);
    streams = fixture.streams;
    id = fixture.id;
  }

  @Test
  void a_question_and_its_run_come_back_as_they_were() {
    Ask ask = Samples.ask(id);
    Run run = Samples.run(id);
    assertThat(streams.create(ask, run)).isEqualTo(new Created.New());
    assertThat(streams.ask(id)).contains(ask);
    assertThat(streams.run(id)).contains(run);
  }

  @Test
  void an_empty_question_without_context_comes_back_too() {
    Ask full = Samples.ask(id);
    Ask bare =
        new Ask(
            id,
            full.tenant(),
            full.subject(),
            full.session(),
            false,
            "Q",
            false,
            false,
            false,
            true,
            dev.sluice.session.PageContext.NONE,
            java.util.List.of(),
            java.util.List.of(),
            "",
            full.connection(),
            full.askedAt());
    streams.create(bare, Samples.run(id));
    assertThat(streams.ask(id)).contains(bare);
  }

  @Test
  void unknown_ids_are_absent() {
    assertThat(streams.ask(id)).isEmpty();
    assertThat(streams.run(id)).isEmpty();
  }

  @Test
  void a_known_id_is_told_with_its_run_and_nothing_is_stored() {
    fixture.taken();
    Run other =
        Run.pending(
            id, Samples.TENANT, Samples.SUBJECT, new ConnectionId("c2"), fixture.time.now());
    assertThat(streams.create(Samples.ask(id), other)).isEqualTo(new Created.Known(fixture.run()));
    assertThat(fixture.run().reader().connection()).isEqualTo(Samples.CONNECTION);
  }

  @Test
  void a_creation_whose_answer_was_lost_is_new() {
    fixture.loseNextAnswer();
    assertThat(streams.create(Samples.ask(id), Samples.run(id))).isEqualTo(new Created.New());
    assertThat(streams.run(id)).contains(Samples.run(id));
  }

  @Test
  void what_has_expired_is_absent_and_its_id_is_free_again() {
    fixture.taken();
    fixture.time.advance(Ask.LIFETIME.minusSeconds(1));
    assertThat(streams.run(id)).isPresent();
    assertThat(streams.ask(id)).isPresent();
    fixture.time.advance(Duration.ofSeconds(1));
    assertThat(streams.run(id)).isEmpty();
    assertThat(streams.ask(id)).isEmpty();
    assertThat(streams.create(Samples.ask(id), Samples.run(id))).isEqualTo(new Created.New());
    assertThat(streams.run(id)).contains(Samples.run(id));
  }

  @Test
  void an_id_that_is_cancelled_before_its_question_is_found_ended_by_it() {
    assertThat(streams.createEnded(Samples.run(id), new Ending.Cancelled())).isTrue();
    Run ended = fixture.run();
    assertThat(ended.ending()).contains(new Ending.Cancelled());
    assertThat(streams.ask(id)).isEmpty();
    assertThat(streams.create(Samples.ask(id), Samples.run(id)))
        .isEqualTo(new Created.Known(ended));
    assertThat(streams.ask(id)).isEmpty();
  }

  @Test
  void a_question_that_was_first_is_not_ended_by_a_placeholder() {
    fixture.stored();
    assertThat(streams.createEnded(Samples.run(id), new Ending.Cancelled())).isFalse();
    assertThat(fixture.run().ending()).isEmpty();
  }

  @Test
  void a_placeholder_whose_answer_was_lost_is_put() {
    fixture.loseNextAnswer();
    assertThat(streams.createEnded(Samples.run(id), new Ending.Cancelled())).isTrue();
    assertThat(streams.createEnded(Samples.run(id), new Ending.Cancelled())).isTrue();
  }

  @Test
  void a_placeholder_takes_the_place_of_an_expired_run() {
    fixture.stored();
    fixture.expire();
    assertThat(streams.createEnded(Samples.run(id), new Ending.Cancelled())).isTrue();
    assertThat(fixture.run().ending()).contains(new Ending.Cancelled());
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void a_failed_run_says_why(ErrorCode code) {
    fixture.stored();
    streams.fail(id, code);
    assertThat(fixture.run().ending()).contains(new Ending.Failed(code));
  }

  @Test
  void ending_a_run_from_outside_raises_the_fence_once() {
    fixture.taken();
    fixture.loseNextAnswer();
    streams.fail(id, ErrorCode.BUSY);
    streams.fail(id, ErrorCode.INTERNAL);
    assertThat(fixture.run().attempt()).isEqualTo(2);
    assertThat(fixture.run().ending()).contains(new Ending.Failed(ErrorCode.BUSY));
  }

  @Test
  void a_run_that_has_ended_does_not_fail_and_an_unknown_one_is_not_made() {
    fixture.stored();
    streams.cancel(id, fixture.time.now());
    streams.fail(id, ErrorCode.BUSY);
    assertThat(fixture.run().ending()).contains(new Ending.Cancelled());
    StreamId unknown = StreamId.random();
    streams.fail(unknown, ErrorCode.BUSY);
    assertThat(streams.run(unknown)).isEmpty();
  }

  @Test
  void a_recorded_turn_is_rated() {
    fixture.taken();
    fixture.leases.finish(fixture.mark(1), fixture.finished("answer"), 0);
    assertThat(streams.rate(Samples.ask(id).turnKey(), Rating.DOWN, "too long")).isTrue();
    assertThat(streams.rate(Samples.ask(id).turnKey(), Rating.UP, "")).isTrue();
  }

  @Test
  void a_turn_that_is_not_recorded_or_has_expired_is_not_rated() {
    assertThat(streams.rate(Samples.ask(id).turnKey(), Rating.UP, "")).isFalse();
    fixture.taken();
    fixture.leases.finish(fixture.mark(1), fixture.finished("answer"), 0);
    fixture.time.advance(StreamFixture.RETENTION);
    assertThat(streams.rate(Samples.ask(id).turnKey(), Rating.UP, "")).isFalse();
  }
}
