package dev.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.session.ErrorCode;
import dev.sluice.session.FinishReason;
import org.junit.jupiter.api.Test;

/** An older client holds a prefix; if that cannot become the whole answer it is told, once. */
final class OlderReaderTest {
  private final Bench bench = Bench.older().started().text("Hello");

  @Test
  void the_whole_way() {
    assertThat(bench.does()).isEqualTo("c1 token 0 'Hello'");
    bench.text("!").said();
    assertThat(bench.does()).isEqualTo("c1 token 5 '!'");
    assertThat(bench.next()).isEqualTo("record 0");
    bench.recorded();
    assertThat(bench.does()).isEqualTo("c1 end 6 stop");
    assertThat(bench.does()).isEqualTo("c1 complete");
    assertThat(bench.next()).isEqualTo("stop");
  }

  @Test
  void one_that_is_gone_ends_the_model_and_the_stream_without_a_word() {
    bench.next();
    bench.gone();
    assertThat(bench.next()).isEqualTo("end model");
    assertThat(bench.next()).isEqualTo("fail answer_incomplete");
    bench.state.onFailed(ErrorCode.ANSWER_INCOMPLETE);
    assertThat(bench.next()).isEqualTo("stop");
  }

  @Test
  void one_that_is_gone_when_the_model_has_ended_fails_all_the_same() {
    bench.next();
    bench.said().gone();
    assertThat(bench.next()).isEqualTo("fail answer_incomplete");
  }

  @Test
  void after_a_post_of_unknown_outcome_there_is_only_an_error() {
    bench.next();
    bench.unknown();
    assertThat(bench.text(" more").next()).isEqualTo("end model");
    assertThat(bench.next()).isEqualTo("fail answer_incomplete");
    bench.ended(FinishReason.CANCELLED);
    assertThat(bench.next()).isEqualTo("fail answer_incomplete");
    bench.state.onFailed(ErrorCode.ANSWER_INCOMPLETE);
    assertThat(bench.does()).isEqualTo("c1 error answer_incomplete");
    assertThat(bench.next()).isEqualTo("stop");
  }

  @Test
  void an_error_of_unknown_outcome_is_not_repeated() {
    bench.next();
    bench.unknown().next();
    bench.state.onFailed(ErrorCode.ANSWER_INCOMPLETE);
    assertThat(bench.next()).isEqualTo("c1 error answer_incomplete");
    bench.unknown();
    assertThat(bench.next()).isEqualTo("stop");
  }

  @Test
  void an_error_that_was_throttled_is_sent_again() {
    bench.next();
    bench.unknown().next();
    bench.state.onFailed(ErrorCode.ANSWER_INCOMPLETE);
    assertThat(bench.next()).isEqualTo("c1 error answer_incomplete");
    bench.throttled().after(50);
    assertThat(bench.does()).isEqualTo("c1 error answer_incomplete");
    assertThat(bench.next()).isEqualTo("stop");
  }

  @Test
  void a_start_of_unknown_outcome_is_an_error_too() {
    Bench fresh = Bench.older();
    fresh.next();
    fresh.unknown();
    assertThat(fresh.next()).isEqualTo("end model");
    assertThat(fresh.next()).isEqualTo("fail answer_incomplete");
  }

  @Test
  void a_post_that_was_throttled_was_not_delivered_and_is_sent_again() {
    bench.next();
    bench.throttled().text("!").after(50);
    assertThat(bench.does()).isEqualTo("c1 token 0 'Hello!'");
  }

  @Test
  void an_end_of_unknown_outcome_is_followed_by_an_error() {
    bench.does();
    bench.said().recorded();
    assertThat(bench.next()).isEqualTo("c1 end 5 stop");
    bench.unknown();
    assertThat(bench.does()).isEqualTo("c1 error answer_incomplete");
    assertThat(bench.next()).isEqualTo("stop");
  }

  @Test
  void a_complete_of_unknown_outcome_is_followed_by_nothing() {
    bench.does();
    bench.said().recorded().does();
    assertThat(bench.next()).isEqualTo("c1 complete");
    bench.unknown();
    assertThat(bench.next()).isEqualTo("stop");
  }

  @Test
  void an_overview_of_unknown_outcome_is_followed_by_an_error() {
    Bench whole = Bench.of(false, false).started().text("all").said().recorded();
    assertThat(whole.next()).isEqualTo("c1 overview 'all'");
    whole.unknown();
    assertThat(whole.does()).isEqualTo("c1 error answer_incomplete");
    assertThat(whole.next()).isEqualTo("stop");
  }

  @Test
  void one_that_is_gone_at_the_end_is_not_told() {
    bench.does();
    bench.said().recorded();
    bench.next();
    bench.gone();
    assertThat(bench.next()).isEqualTo("stop");
  }
}
