package dev.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.frame.FrameEncoder;
import dev.sluice.frame.ServerFrame;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text goes out in order, one post at a time; what gathers meanwhile goes as one frame. */
final class PostingTest {
  private final Bench bench = Bench.resumable();

  @Test
  void the_start_goes_before_any_text_and_needs_none() {
    assertThat(bench.next()).isEqualTo("c1 start 0");
    bench.sent();
    assertThat(bench.next()).startsWith("wait ");
  }

  @Test
  void while_a_post_is_under_way_there_is_no_other() {
    bench.text("a");
    assertThat(bench.next()).isEqualTo("c1 start 0");
    assertThat(bench.text("b").next()).isEqualTo("wait");
    assertThat(bench.after(60_000).renewed().next()).isEqualTo("wait");
    assertThat(bench.said().next()).isEqualTo("wait");
    bench.sent();
    assertThat(bench.next()).isEqualTo("c1 token 0 'ab'");
    assertThat(bench.next()).isEqualTo("wait");
  }

  @Test
  void the_first_token_goes_at_once_and_then_a_frame_waits_for_the_interval() {
    bench.started().text("One");
    assertThat(bench.next()).isEqualTo("c1 token 0 'One'");
    bench.after(30).sent();
    bench.text(" two");
    assertThat(bench.next()).as("counted from when the last was sent").isEqualTo("wait 70");
    bench.after(69).text(" three");
    assertThat(bench.next()).isEqualTo("wait 1");
    bench.after(1);
    assertThat(bench.next()).isEqualTo("c1 token 3 ' two three'");
  }

  @Test
  void a_slow_post_makes_a_larger_frame_and_no_more_waiting() {
    bench.started().text("a");
    bench.next();
    bench.text("b").after(900).text("c").sent();
    assertThat(bench.next()).isEqualTo("c1 token 1 'bc'");
  }

  @Test
  void an_interval_of_nothing_posts_as_fast_as_posts_return() {
    Bench fast = Bench.withFrameInterval(Duration.ZERO).started();
    for (int i = 0; i < 5; i++) {
      fast.text("x");
      assertThat(fast.does()).isEqualTo("c1 token " + i + " 'x'");
    }
  }

  @Test
  void once_the_model_has_ended_the_rest_goes_at_once() {
    bench.started().text("a");
    bench.does();
    bench.text("b").said();
    assertThat(bench.does()).isEqualTo("c1 token 1 'b'");
    assertThat(bench.next()).isEqualTo("record 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "\u4E00", "\uD83D\uDE00", "\u0001", "\""})
  void a_frame_takes_at_most_24_kilobytes_and_the_rest_goes_in_the_next(String unit) {
    String answer = unit.repeat(80_000 / Math.max(1, bytes(unit)));
    bench.started().text(answer).said();
    StringBuilder seen = new StringBuilder();
    int frames = 0;
    while (bench.state.next(bench.now()) instanceof Action.Post(var to, ServerFrame frame)) {
      ServerFrame.StreamToken token = (ServerFrame.StreamToken) frame;
      assertThat(FrameEncoder.encode(token).length).isLessThanOrEqualTo(24 * 1024);
      assertThat(token.offset()).isEqualTo(seen.length());
      assertThat(Character.isHighSurrogate(token.token().charAt(token.token().length() - 1)))
          .isFalse();
      seen.append(token.token());
      frames++;
      bench.sent();
    }
    assertThat(seen.toString()).isEqualTo(answer);
    assertThat(frames).isEqualTo(4);
  }

  @Test
  void half_a_pair_waits_for_its_other_half() {
    bench.started().text("a\uD83D");
    assertThat(bench.does()).isEqualTo("c1 token 0 'a'");
    bench.text("\uDE00b").after(100);
    assertThat(bench.does()).isEqualTo("c1 token 1 '\uD83D\uDE00b'");
  }

  @Test
  void half_a_pair_that_stays_alone_is_replaced_at_the_end() {
    bench.started().text("a\uD83D").said();
    assertThat(bench.does()).isEqualTo("c1 token 0 'a\uFFFD'");
    assertThat(bench.next()).isEqualTo("record 0");
    assertThat(bench.recorded().does()).isEqualTo("c1 end 2 stop");
  }

  @Test
  void a_post_that_was_throttled_is_sent_again_with_what_has_gathered() {
    bench.started().text("a");
    bench.next();
    bench.throttled().text("b");
    assertThat(bench.next()).isEqualTo("wait 50");
    bench.after(50);
    assertThat(bench.next()).isEqualTo("c1 token 0 'ab'");
    bench.throttled();
    assertThat(bench.next()).as("the wait doubles").isEqualTo("wait 100");
    bench.after(100);
    assertThat(bench.does()).isEqualTo("c1 token 0 'ab'");
    bench.text("c").after(100);
    bench.next();
    bench.throttled();
    assertThat(bench.next()).as("and begins anew after a success").isEqualTo("wait 50");
  }

  @Test
  void a_post_of_unknown_outcome_is_sent_again_from_the_same_offset() {
    bench.started().text("a");
    bench.next();
    bench.unknown().text("b").after(50);
    assertThat(bench.next()).isEqualTo("c1 token 0 'ab'");
  }

  @Test
  void an_unknown_start_is_posted_again() {
    bench.text("a").next();
    bench.unknown().after(50);
    assertThat(bench.does()).isEqualTo("c1 start 0");
    assertThat(bench.does()).isEqualTo("c1 token 0 'a'");
  }

  @Test
  void a_frame_that_the_gateway_finds_too_large_ends_the_stream() {
    bench.started().text("a").next();
    bench.tooLarge();
    assertThat(bench.next()).isEqualTo("end model");
    assertThat(bench.next()).isEqualTo("fail internal");
  }

  @Test
  void a_new_attempt_sends_the_text_so_far_again_whole() {
    Bench later = Bench.continuing(3, "so far");
    assertThat(later.does()).isEqualTo("c1 start 0");
    assertThat(later.does()).isEqualTo("c1 token 0 'so far'");
    later.text(" and on").after(100);
    assertThat(later.does()).isEqualTo("c1 token 6 ' and on'");
  }

  @Test
  void without_pieces_nothing_is_posted_between_start_and_overview() {
    Bench whole = Bench.of(false, false).started().text("all of it");
    assertThat(whole.next()).startsWith("wait ");
    whole.said();
    assertThat(whole.next()).isEqualTo("record 0");
    whole.recorded();
    assertThat(whole.does()).isEqualTo("c1 overview 'all of it'");
    assertThat(whole.does()).isEqualTo("c1 complete");
    assertThat(whole.next()).isEqualTo("stop");
  }

  @Test
  void where_the_clock_begins_does_not_matter() {
    Bench early = Bench.withClockAt(Duration.ofDays(-3).toNanos());
    assertThat(early.does()).isEqualTo("c1 start 0");
    early.text("a");
    assertThat(early.does()).isEqualTo("c1 token 0 'a'");
    early.resumed("c2", 0).renewed();
    assertThat(early.does()).isEqualTo("c2 start 0");
  }

  private static int bytes(String unit) {
    return dev.sluice.frame.FrameSize.bytes(unit);
  }
}
