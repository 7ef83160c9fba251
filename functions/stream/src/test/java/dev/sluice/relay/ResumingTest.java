package dev.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.session.ErrorCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A reader who comes on another connection gets the rest, and the old one is told. */
final class ResumingTest {
  private final Bench bench = Bench.withFrameInterval(Duration.ZERO).started().text("Hello");

  @Test
  void a_new_reader_is_served_from_its_start_and_then_the_old_one_is_told() {
    bench.does();
    bench.text(" world").resumed("c2", 3).renewed();
    assertThat(bench.does()).isEqualTo("c2 start 3");
    assertThat(bench.does()).isEqualTo("c2 token 3 'lo world'");
    assertThat(bench.does()).isEqualTo("c1 moved");
    bench.text("!").after(100);
    assertThat(bench.does()).isEqualTo("c2 token 11 '!'");
  }

  @Test
  void a_reader_that_comes_while_a_post_is_under_way_is_served_when_that_returns() {
    assertThat(bench.next()).isEqualTo("c1 token 0 'Hello'");
    bench.resumed("c2", 2).renewed();
    assertThat(bench.next()).isEqualTo("wait");
    bench.sent();
    assertThat(bench.does()).isEqualTo("c2 start 2");
    assertThat(bench.does()).isEqualTo("c2 token 2 'llo'");
    assertThat(bench.does()).isEqualTo("c1 moved");
  }

  @Test
  void what_becomes_of_a_post_to_the_old_reader_does_not_matter_to_the_new_one() {
    bench.next();
    bench.resumed("c2", 0).renewed().gone();
    assertThat(bench.does()).isEqualTo("c2 start 0");
    bench.resumed("c3", 0).renewed();
    bench.next();
    bench.resumed("c4", 0).renewed().throttled();
    assertThat(bench.does()).as("without waiting").isEqualTo("c4 start 0");
  }

  @Test
  void the_same_connection_can_resume_and_is_not_told_that_it_moved() {
    bench.does();
    bench.resumed("c1", 2).renewed();
    assertThat(bench.does()).isEqualTo("c1 start 2");
    assertThat(bench.does()).isEqualTo("c1 token 2 'llo'");
    assertThat(bench.next()).startsWith("wait ");
  }

  @Test
  void a_reader_that_comes_back_is_not_told_that_it_moved() {
    bench.does();
    bench.resumed("c2", 0).renewed();
    bench.does();
    bench.resumed("c1", 5).renewed();
    assertThat(bench.does()).isEqualTo("c1 start 5");
    assertThat(bench.does()).isEqualTo("c2 moved");
    assertThat(bench.next()).startsWith("wait ");
  }

  @Test
  void several_that_were_left_are_all_told() {
    bench.does();
    bench.resumed("c2", 0).renewed();
    bench.does();
    bench.resumed("c3", 5).renewed();
    assertThat(bench.does()).isEqualTo("c3 start 5");
    assertThat(bench.does()).isEqualTo("c1 moved");
    assertThat(bench.does()).isEqualTo("c2 moved");
    assertThat(bench.next()).startsWith("wait ");
  }

  @Test
  void one_that_is_gone_is_not_told_again_that_it_moved() {
    bench.does();
    bench.resumed("c2", 5).renewed();
    bench.does();
    assertThat(bench.next()).isEqualTo("c1 moved");
    bench.gone();
    assertThat(bench.next()).as("the new reader is not gone").startsWith("wait ");
    bench.text("!").after(100);
    assertThat(bench.does()).isEqualTo("c2 token 5 '!'");
  }

  @Test
  void one_that_could_not_be_told_that_it_moved_would_come_back_and_is_told_again() {
    bench.does();
    bench.resumed("c2", 5).renewed();
    bench.does();
    assertThat(bench.next()).isEqualTo("c1 moved");
    bench.throttled();
    assertThat(bench.next()).isEqualTo("wait 50");
    bench.text("!").after(100);
    assertThat(bench.next()).as("the new reader does not wait for it").isEqualTo("c2 token 5 '!'");
    bench.sent();
    assertThat(bench.next()).isEqualTo("c1 moved");
    bench.unknown();
    bench.after(1_000);
    assertThat(bench.next()).as("it may have arrived").startsWith("wait ");
  }

  @Test
  void text_that_comes_after_the_resume_goes_before_the_old_reader_is_told() {
    bench.does();
    bench.resumed("c2", 0).renewed();
    assertThat(bench.does()).isEqualTo("c2 start 0");
    assertThat(bench.next()).isEqualTo("c2 token 0 'Hello'");
    bench.text(" more").sent();
    assertThat(bench.does()).isEqualTo("c2 token 5 ' more'");
    assertThat(bench.does()).isEqualTo("c1 moved");
  }

  @Test
  void the_interval_between_frames_holds_across_readers() {
    Bench paced = Bench.resumable().started().text("Hello");
    paced.does();
    paced.after(40).resumed("c2", 0).renewed();
    assertThat(paced.does()).isEqualTo("c2 start 0");
    assertThat(paced.next()).isEqualTo("wait 60");
  }

  @Test
  void a_start_beyond_the_text_is_its_end() {
    bench.does();
    bench.resumed("c2", 500).renewed();
    assertThat(bench.does()).isEqualTo("c2 start 5");
  }

  @Test
  void a_heartbeat_that_was_overtaken_does_not_bring_the_old_reader_back() {
    bench.does();
    var before = bench.run();
    bench.resumed("c2", 0).renewed();
    bench.does();
    bench.state.onRenewed(before, bench.now());
    assertThat(bench.does()).isEqualTo("c2 token 0 'Hello'");
  }

  @Test
  void a_reader_that_comes_before_the_end_is_recorded_is_served_first() {
    bench.does();
    bench.said();
    assertThat(bench.next()).isEqualTo("record 0");
    bench.resumed("c2", 1);
    bench.state.onMoved(bench.run());
    assertThat(bench.does()).isEqualTo("c2 start 1");
    assertThat(bench.does()).isEqualTo("c2 token 1 'ello'");
    assertThat(bench.does()).isEqualTo("c1 moved");
    assertThat(bench.next()).isEqualTo("record 1");
    bench.recorded();
    assertThat(bench.does()).isEqualTo("c2 end 5 stop");
    assertThat(bench.does()).isEqualTo("c2 complete");
    assertThat(bench.next()).isEqualTo("stop");
  }

  @Test
  void a_resume_ends_waiting_for_a_post_that_was_throttled() {
    bench.next();
    bench.throttled();
    assertThat(bench.next()).isEqualTo("wait 50");
    bench.resumed("c2", 0).renewed();
    assertThat(bench.does()).isEqualTo("c2 start 0");
  }

  @Test
  void without_pieces_a_new_reader_gets_a_start_and_later_the_whole() {
    Bench whole = Bench.of(true, false).started().text("all");
    whole.resumed("c2", 0).renewed();
    assertThat(whole.does()).isEqualTo("c2 start 0");
    assertThat(whole.does()).isEqualTo("c1 moved");
    whole.said();
    assertThat(whole.next()).isEqualTo("record 1");
    assertThat(whole.recorded().does()).isEqualTo("c2 overview 'all'");
  }

  @Test
  void a_failure_is_told_to_the_new_reader() {
    bench.does();
    bench.resumed("c2", 0).renewed().broken(ErrorCode.ANSWER_INCOMPLETE);
    assertThat(bench.next()).isEqualTo("fail answer_incomplete");
    bench.state.onFailed(ErrorCode.ANSWER_INCOMPLETE);
    assertThat(bench.does()).isEqualTo("c2 error answer_incomplete");
    assertThat(bench.next()).isEqualTo("stop");
  }
}
