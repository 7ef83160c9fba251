package dev.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.session.ErrorCode;
import dev.sluice.session.FinishReason;
import org.junit.jupiter.api.Test;

/** A resumable client that vanishes does not stop the answer. */
final class GoneTest {
  private final Bench bench = Bench.resumable().started().text("Hello");

  @Test
  void text_gathers_until_the_client_comes_back() {
    bench.next();
    bench.gone();
    assertThat(bench.next()).isEqualTo("wait 30000");
    bench.after(20_000).renewed().text(" world");
    assertThat(bench.next()).isEqualTo("wait 10000");
    bench.resumed("c2", 0).renewed();
    assertThat(bench.does()).isEqualTo("c2 start 0");
    assertThat(bench.does()).isEqualTo("c2 token 0 'Hello world'");
    assertThat(bench.does()).isEqualTo("c1 moved");
  }

  @Test
  void after_the_grace_the_lease_is_given_back() {
    bench.next();
    bench.gone();
    bench.after(29_999).renewed();
    assertThat(bench.next()).isEqualTo("wait 1");
    bench.after(1);
    assertThat(bench.next()).isEqualTo("release 0");
    assertThat(bench.state.text()).isEqualTo("Hello");
    bench.state.onReleased();
    assertThat(bench.next()).isEqualTo("stop");
  }

  @Test
  void a_client_that_comes_back_as_the_lease_is_given_back_is_served() {
    bench.next();
    bench.gone().after(30_000).renewed();
    assertThat(bench.next()).isEqualTo("release 0");
    bench.resumed("c2", 5);
    bench.state.onMoved(bench.run());
    assertThat(bench.does()).isEqualTo("c2 start 5");
    bench.text("!").after(100);
    assertThat(bench.does()).isEqualTo("c2 token 5 '!'");
  }

  @Test
  void a_release_that_could_not_be_written_is_tried_again() {
    bench.next();
    bench.gone().after(30_000).renewed();
    assertThat(bench.next()).isEqualTo("release 0");
    bench.state.onStoreFailure(bench.now());
    assertThat(bench.next()).isEqualTo("wait 50");
    bench.after(50);
    assertThat(bench.next()).isEqualTo("release 0");
  }

  @Test
  void an_answer_that_ends_meanwhile_is_recorded_and_not_posted() {
    bench.next();
    bench.gone().after(5_000).renewed().text("!").said();
    assertThat(bench.next()).isEqualTo("record 0");
    bench.recorded();
    assertThat(bench.next()).isEqualTo("stop");
    assertThat(bench.state.text()).isEqualTo("Hello!");
  }

  @Test
  void a_model_that_breaks_meanwhile_fails_the_stream_and_nobody_is_told() {
    bench.next();
    bench.gone().broken(ErrorCode.MODEL_FAILED);
    assertThat(bench.next()).isEqualTo("fail model_failed");
    bench.state.onFailed(ErrorCode.MODEL_FAILED);
    assertThat(bench.next()).isEqualTo("stop");
  }

  @Test
  void a_client_that_is_gone_twice_has_the_whole_grace_again() {
    bench.next();
    bench.gone().after(20_000).resumed("c2", 0).renewed();
    assertThat(bench.next()).isEqualTo("c2 start 0");
    bench.gone();
    assertThat(bench.next()).isEqualTo("wait 30000");
  }

  @Test
  void a_client_that_is_gone_at_the_end_leaves_what_is_recorded() {
    bench.does();
    bench.said();
    bench.next();
    bench.recorded();
    assertThat(bench.next()).isEqualTo("c1 end 5 stop");
    bench.gone();
    assertThat(bench.next()).isEqualTo("stop");
  }

  @Test
  void a_start_that_finds_nobody_is_waiting_for_a_resume_too() {
    Bench fresh = Bench.resumable();
    assertThat(fresh.next()).isEqualTo("c1 start 0");
    fresh.gone();
    assertThat(fresh.next()).isEqualTo("wait 30000");
  }

  @Test
  void an_answer_that_fills_up_meanwhile_ends_the_model() {
    bench.next();
    bench.gone().text("x".repeat(100_000));
    assertThat(bench.next()).isEqualTo("end model");
    assertThat(bench.next()).startsWith("wait ");
    bench.ended(FinishReason.CANCELLED);
    assertThat(bench.next()).isEqualTo("record 0");
  }
}
