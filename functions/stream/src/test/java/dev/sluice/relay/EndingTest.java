package dev.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.frame.FrameSize;
import dev.sluice.session.Ending;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.FinishReason;
import org.junit.jupiter.api.Test;

/** The end is recorded before it is shown; ends from outside are shown as far as they are ours. */
final class EndingTest {
  private final Bench bench = Bench.resumable().started().text("Hello");

  @Test
  void the_end_is_recorded_before_it_is_shown() {
    bench.does();
    bench.said();
    assertThat(bench.next()).isEqualTo("record 0");
    assertThat(bench.next()).as("until it is").isEqualTo("record 0");
    bench.recorded();
    assertThat(bench.does()).isEqualTo("c1 end 5 stop");
    assertThat(bench.does()).isEqualTo("c1 complete");
    assertThat(bench.next()).isEqualTo("stop");
  }

  @Test
  void an_end_that_could_not_be_written_is_tried_again_after_a_while() {
    bench.does();
    bench.said().next();
    bench.state.onStoreFailure(bench.now());
    assertThat(bench.next()).isEqualTo("wait 50");
    bench.after(50);
    assertThat(bench.next()).isEqualTo("record 0");
    bench.state.onStoreFailure(bench.now());
    assertThat(bench.next()).isEqualTo("wait 100");
  }

  @Test
  void an_end_whose_post_is_lost_is_posted_again() {
    bench.does();
    bench.said().recorded();
    assertThat(bench.next()).isEqualTo("c1 end 5 stop");
    bench.unknown().after(50);
    assertThat(bench.does()).isEqualTo("c1 end 5 stop");
    assertThat(bench.next()).isEqualTo("c1 complete");
    bench.throttled().after(50);
    assertThat(bench.does()).isEqualTo("c1 complete");
    assertThat(bench.next()).isEqualTo("stop");
  }

  @Test
  void a_model_that_breaks_fails_the_stream() {
    bench.does();
    bench.broken(ErrorCode.MODEL_TIMEOUT);
    assertThat(bench.next()).isEqualTo("fail model_timeout");
    bench.state.onFailed(ErrorCode.MODEL_TIMEOUT);
    assertThat(bench.does()).isEqualTo("c1 error model_timeout");
    assertThat(bench.next()).isEqualTo("stop");
  }

  @Test
  void an_answer_as_long_as_it_may_be_ends_the_model_and_says_so() {
    bench.text("x".repeat(FrameSize.MAX_ANSWER_BYTES)).text("dropped");
    assertThat(bench.next()).isEqualTo("end model");
    int length = bench.state.text().length();
    assertThat(length).isEqualTo(FrameSize.MAX_ANSWER_BYTES);
    bench.ended(FinishReason.CANCELLED);
    String last = "";
    while (!last.startsWith("record")) {
      last = bench.does();
    }
    bench.recorded();
    assertThat(bench.does()).isEqualTo("c1 end " + length + " length");
    assertThat(bench.does()).isEqualTo("c1 complete");
  }

  @Test
  void a_model_that_stops_by_itself_at_the_limit_has_reached_it_too() {
    bench.text("x".repeat(FrameSize.MAX_ANSWER_BYTES)).said();
    String last = "";
    while (!last.startsWith("record")) {
      last = bench.does();
    }
    assertThat(((ModelEnd.Said) bench.state.modelEnd().orElseThrow()).reason())
        .isEqualTo(FinishReason.LENGTH);
  }

  @Test
  void the_models_own_limit_is_said_as_it_is() {
    bench.does();
    bench.ended(FinishReason.LENGTH).recorded();
    assertThat(bench.does()).isEqualTo("c1 end 5 length");
  }

  @Test
  void a_model_that_was_ended_without_a_limit_is_no_end() {
    bench.does();
    bench.ended(FinishReason.CANCELLED);
    assertThat(bench.state.modelEnd()).isEmpty();
    assertThat(bench.next()).startsWith("wait ");
  }

  @Test
  void a_cancel_ends_the_model_and_shows_what_was_recorded() {
    bench.does();
    bench.text(" world").text("!");
    bench.state.onEnded(bench.ended(1, "Hello world", new Ending.Cancelled()));
    assertThat(bench.next()).isEqualTo("end model");
    assertThat(bench.does()).isEqualTo("c1 token 5 ' world'");
    assertThat(bench.does()).isEqualTo("c1 end 11 cancelled");
    assertThat(bench.next()).isEqualTo("stop");
  }

  @Test
  void a_cancel_behind_what_was_posted_says_where_the_client_is_to_cut() {
    bench.does();
    bench.state.onEnded(bench.ended(1, "Hel", new Ending.Cancelled()));
    assertThat(bench.next()).isEqualTo("end model");
    assertThat(bench.does()).isEqualTo("c1 end 3 cancelled");
    assertThat(bench.next()).isEqualTo("stop");
  }

  @Test
  void a_cancel_by_a_reader_that_has_just_come_is_shown_to_that_one() {
    bench.does();
    bench.resumed("c2", 2);
    bench.state.onEnded(bench.ended(1, "Hello", new Ending.Cancelled()));
    assertThat(bench.next()).isEqualTo("end model");
    assertThat(bench.does()).isEqualTo("c2 start 2");
    assertThat(bench.does()).isEqualTo("c2 token 2 'llo'");
    assertThat(bench.does()).isEqualTo("c1 moved");
    assertThat(bench.does()).isEqualTo("c2 end 5 cancelled");
    assertThat(bench.next()).isEqualTo("stop");
  }

  @Test
  void a_cancel_while_a_post_is_under_way_waits_for_it() {
    assertThat(bench.next()).isEqualTo("c1 token 0 'Hello'");
    bench.state.onEnded(bench.ended(1, "Hello", new Ending.Cancelled()));
    assertThat(bench.next()).isEqualTo("wait");
    bench.unknown();
    bench.after(50);
    assertThat(bench.next()).isEqualTo("end model");
    assertThat(bench.does()).isEqualTo("c1 token 0 'Hello'");
    assertThat(bench.does()).isEqualTo("c1 end 5 cancelled");
  }

  @Test
  void a_cancel_before_the_start_starts_and_ends() {
    Bench fresh = Bench.resumable().said();
    fresh.state.onEnded(fresh.ended(1, "", new Ending.Cancelled()));
    assertThat(fresh.does()).isEqualTo("c1 start 0");
    assertThat(fresh.does()).isEqualTo("c1 end 0 cancelled");
    assertThat(fresh.next()).isEqualTo("stop");
  }

  @Test
  void a_cancel_of_an_overview_shows_its_text_in_pieces() {
    Bench whole = Bench.of(true, false).started().text("part").said();
    whole.state.onEnded(whole.ended(1, "part", new Ending.Cancelled()));
    assertThat(whole.does()).isEqualTo("c1 token 0 'part'");
    assertThat(whole.does()).isEqualTo("c1 end 4 cancelled");
  }

  @Test
  void a_cancel_that_raised_the_fence_is_shown_by_who_raised_it() {
    bench.does();
    bench.state.onEnded(bench.ended(2, "Hello", new Ending.Cancelled()));
    assertThat(bench.next()).isEqualTo("stop");
  }

  @Test
  void a_failure_from_outside_is_shown_by_who_failed_it() {
    bench.does();
    bench.state.onEnded(bench.ended(2, "Hello", new Ending.Failed(ErrorCode.ANSWER_INCOMPLETE)));
    assertThat(bench.next()).isEqualTo("stop");
  }

  @Test
  void a_heartbeat_that_finds_my_own_end_changes_nothing() {
    bench.does();
    bench.said().recorded();
    bench.state.onEnded(bench.ended(1, "Hello", Bench.done(FinishReason.STOP)));
    bench.state.onLost();
    assertThat(bench.does()).isEqualTo("c1 end 5 stop");
    bench.state.onEnded(bench.ended(1, "Hello", Bench.done(FinishReason.STOP)));
    assertThat(bench.does()).isEqualTo("c1 complete");
    assertThat(bench.next()).isEqualTo("stop");
  }

  @Test
  void a_heartbeat_that_finds_my_own_end_before_i_hear_of_it_does_not_hide_it() {
    bench.does();
    bench.said().next();
    bench.state.onEnded(bench.ended(1, "Hello", Bench.done(FinishReason.STOP)));
    bench.recorded();
    assertThat(bench.does()).isEqualTo("c1 end 5 stop");
    assertThat(bench.does()).isEqualTo("c1 complete");
    assertThat(bench.next()).isEqualTo("stop");
  }

  @Test
  void an_end_that_was_written_though_its_answer_was_lost_is_shown() {
    bench.does();
    bench.said().next();
    bench.state.onStoreFailure(bench.now());
    bench.after(50);
    assertThat(bench.next()).isEqualTo("record 0");
    bench.state.onEnded(bench.ended(1, "Hello", Bench.done(FinishReason.STOP)));
    assertThat(bench.does()).isEqualTo("c1 end 5 stop");
    assertThat(bench.does()).isEqualTo("c1 complete");
    assertThat(bench.next()).isEqualTo("stop");
  }

  @Test
  void a_failure_that_was_written_though_its_answer_was_lost_is_shown() {
    bench.does();
    bench.broken(ErrorCode.MODEL_FAILED).next();
    bench.state.onStoreFailure(bench.now());
    bench.after(50);
    assertThat(bench.next()).isEqualTo("fail model_failed");
    bench.state.onEnded(bench.ended(1, "Hello", new Ending.Failed(ErrorCode.MODEL_FAILED)));
    bench.state.onFailed(ErrorCode.MODEL_FAILED);
    assertThat(bench.does()).isEqualTo("c1 error model_failed");
    assertThat(bench.next()).isEqualTo("stop");
  }

  @Test
  void nothing_is_added_to_an_answer_after_its_end() {
    bench.does();
    bench.said().recorded().text("late");
    assertThat(bench.state.text()).isEqualTo("Hello");
    assertThat(bench.does()).isEqualTo("c1 end 5 stop");
  }

  @Test
  void an_answer_of_full_length_is_done_though_its_model_breaks_meanwhile() {
    Bench bench = Bench.resumable().started().text("a");
    assertThat(bench.next()).startsWith("c1 token 0 ");
    bench.text("x".repeat(95_000)).broken(ErrorCode.MODEL_FAILED).sent();
    assertThat(bench.state.modelEnd())
        .get()
        .isInstanceOfSatisfying(
            ModelEnd.Said.class, said -> assertThat(said.reason()).isEqualTo(FinishReason.LENGTH));
  }
}
