package dev.sluice.relay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.PostOutcome;
import dev.sluice.session.Ending;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.FinishReason;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** When nothing may be posted any more, what is known is recorded and the relay stops. */
final class LastPostTest {
  private static final Duration LONGEST = Bench.LONGEST;

  @Test
  void a_model_that_has_not_ended_is_ended_and_the_stream_fails() {
    Bench bench = Bench.resumable().started().text("part");
    bench.does();
    bench.after(LONGEST);
    assertThat(bench.next()).isEqualTo("end model");
    assertThat(bench.next()).isEqualTo("fail model_timeout");
    bench.state.onFailed(ErrorCode.MODEL_TIMEOUT);
    assertThat(bench.next()).isEqualTo("stop");
  }

  @Test
  void an_answer_that_is_whole_is_recorded_though_it_cannot_be_posted() {
    Bench bench = Bench.resumable().started().text("whole").said().after(LONGEST);
    assertThat(bench.next()).isEqualTo("record 0");
    bench.resumed("c2", 0);
    bench.state.onMoved(bench.run());
    assertThat(bench.next()).isEqualTo("record 1");
    bench.recorded();
    assertThat(bench.next()).isEqualTo("stop");
  }

  @Test
  void a_broken_model_is_recorded_as_it_broke() {
    Bench bench = Bench.older().started().broken(ErrorCode.MODEL_FAILED).after(LONGEST);
    assertThat(bench.next()).isEqualTo("fail model_failed");
    bench.state.onFailed(ErrorCode.MODEL_FAILED);
    assertThat(bench.does()).as("an older reader is told").isEqualTo("c1 error model_failed");
    assertThat(bench.next()).isEqualTo("stop");
  }

  @Test
  void an_older_reader_whose_last_post_hangs_is_told_that_text_is_missing() {
    Bench bench = Bench.older().started().text("a");
    assertThat(bench.next()).isEqualTo("c1 token 0 'a'");
    bench.said().after(LONGEST).unknown();
    assertThat(bench.next()).isEqualTo("fail answer_incomplete");
    bench.state.onFailed(ErrorCode.ANSWER_INCOMPLETE);
    assertThat(bench.does()).isEqualTo("c1 error answer_incomplete");
    assertThat(bench.next()).isEqualTo("stop");
  }

  @Test
  void an_older_reader_who_lacks_text_is_told_so_and_nothing_is_recorded_as_done() {
    Bench bench = Bench.older().started().text("a");
    assertThat(bench.does()).isEqualTo("c1 token 0 'a'");
    bench.text("b").said().after(LONGEST);
    assertThat(bench.next()).isEqualTo("fail answer_incomplete");
  }

  @Test
  void an_older_reader_who_has_all_text_is_shown_its_end_for_two_seconds() {
    Bench bench = Bench.older().started().text("a");
    assertThat(bench.does()).isEqualTo("c1 token 0 'a'");
    bench.said().after(LONGEST);
    assertThat(bench.next()).isEqualTo("record 0");
    bench.recorded();
    assertThat(bench.does()).isEqualTo("c1 end 1 stop");
    bench.after(Assignment.LAST_WORDS);
    assertThat(bench.next()).isEqualTo("stop");
  }

  @Test
  void an_older_question_that_comes_too_late_is_told_so() {
    Bench bench = Bench.older().started().after(LONGEST);
    assertThat(bench.next()).isEqualTo("end model");
    assertThat(bench.next()).isEqualTo("fail model_timeout");
    bench.state.onFailed(ErrorCode.MODEL_TIMEOUT);
    assertThat(bench.next()).isEqualTo("c1 error model_timeout");
    bench.throttled();
    assertThat(bench.next()).isEqualTo("wait 50");
    bench.after(Assignment.LAST_WORDS);
    assertThat(bench.next()).isEqualTo("stop");
  }

  @Test
  void a_store_that_stays_away_is_tried_for_five_seconds() {
    Bench bench = Bench.resumable().started().said().after(LONGEST);
    int tries = 0;
    while (!bench.next().equals("stop")) {
      if (bench.next().startsWith("record")) {
        tries++;
        bench.state.onStoreFailure(bench.now());
      }
      bench.after(10);
      assertThat(tries).isLessThan(100);
    }
    assertThat(tries).isGreaterThan(3);
  }

  @Test
  void the_last_moment_before_is_used() {
    Bench bench = Bench.resumable().started().after(LONGEST.minusMillis(1)).renewed().text("a");
    assertThat(bench.next()).isEqualTo("c1 token 0 'a'");
  }

  @Test
  void a_post_that_is_under_way_is_waited_for() {
    Bench bench = Bench.resumable().started().text("a");
    bench.next();
    bench.after(LONGEST);
    assertThat(bench.next()).isEqualTo("wait");
    bench.throttled();
    assertThat(bench.next()).as("the back-off is waited for first").isEqualTo("wait 50");
    bench.after(50);
    assertThat(bench.next()).isEqualTo("end model");
  }

  /** Every state in which a relay can be when time runs out, for either kind of client. */
  static List<State> states() {
    return List.of(
        new State("fresh", b -> b),
        new State("start under way", b -> with(b, Bench::next)),
        new State("started", Bench::started),
        new State("text waiting", b -> b.started().text("a")),
        new State(
            "text waiting for the interval",
            b -> b.started().text("a").posting(new PostOutcome.Sent()).text("b")),
        new State("throttled", b -> b.started().text("a").posting(new PostOutcome.Throttled())),
        new State("unknown", b -> b.started().text("a").posting(new PostOutcome.Unknown(""))),
        new State("too large", b -> b.started().text("a").posting(new PostOutcome.TooLarge())),
        new State("gone", b -> b.started().text("a").posting(new PostOutcome.Gone())),
        new State("gone, said", b -> b.started().text("a").posting(new PostOutcome.Gone()).said()),
        new State("moved", b -> b.started().text("a").resumed("c2", 0).renewed()),
        new State("said", b -> b.started().text("a").said()),
        new State("said, nothing", b -> b.started().said()),
        new State("broken", b -> b.started().broken(ErrorCode.MODEL_FAILED)),
        new State("full", b -> b.started().text("x".repeat(95_000))),
        new State(
            "full, ended", b -> b.started().text("x".repeat(95_000)).ended(FinishReason.CANCELLED)),
        new State("recorded", b -> b.started().said().recorded()),
        new State("end under way", b -> with(b.started().said().recorded(), Bench::next)),
        new State("failed", b -> with(b.started(), s -> s.state.onFailed(ErrorCode.MODEL_FAILED))),
        new State(
            "cancelled",
            b ->
                with(
                    b.started().text("abc"),
                    s -> s.state.onEnded(s.ended(1, "ab", new Ending.Cancelled())))),
        new State("released", b -> with(b.started(), s -> s.state.onReleased())),
        new State("lost", b -> with(b.started(), s -> s.state.onLost())),
        new State("store away", b -> with(b.started(), s -> s.state.onStoreFailure(s.now()))),
        new State("silent heartbeats", b -> b.started().text("a").after(5_000)));
  }

  record State(String name, UnaryOperator<Bench> reach) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Bench with(Bench bench, Consumer<Bench> step) {
    step.accept(bench);
    return bench;
  }

  @ParameterizedTest
  @MethodSource("states")
  void whatever_the_state_a_resumable_clients_relay_stops(State state) {
    assertStops(state.reach().apply(Bench.resumable()), true);
    assertStops(state.reach().apply(Bench.resumable()), false);
    assertStops(state.reach().apply(Bench.of(true, false)), true);
  }

  @ParameterizedTest
  @MethodSource("states")
  void whatever_the_state_an_older_clients_relay_stops(State state) {
    assertStops(state.reach().apply(Bench.older()), true);
    assertStops(state.reach().apply(Bench.older()), false);
    assertStops(state.reach().apply(Bench.of(false, false)), true);
  }

  /**
   * Does what is asked for, the clock moved only as far as the relay asked to be woken, and hears
   * nothing more of model and heartbeats.
   *
   * @param works whether posts and writes succeed; otherwise they fail as long as there are any
   */
  private static void assertStops(Bench bench, boolean works) {
    for (int step = 0; step < 500; step++) {
      Action action = bench.state.next(bench.now());
      switch (action) {
        case Action.Stop stop -> {
          return;
        }
        case Action.Wait(long until) -> {
          if (until == Long.MAX_VALUE) {
            assertThat(step).as("waits for a post that was under way").isZero();
            bench.sent();
          } else {
            assertThat(until).as("waits for what has passed").isGreaterThan(bench.now());
            bench.after(Duration.ofNanos(until - bench.now()));
          }
        }
        case Action.Post post -> {
          if (works) {
            bench.sent();
          } else {
            bench.throttled();
          }
        }
        case Action.EndModel end -> bench.ended(FinishReason.CANCELLED);
        default -> write(bench, action, works);
      }
    }
    throw new AssertionError("The relay has not stopped; it still says " + bench.next());
  }

  private static void write(Bench bench, Action action, boolean works) {
    if (!works) {
      bench.state.onStoreFailure(bench.now());
      return;
    }
    switch (action) {
      case Action.Record write -> bench.recorded();
      case Action.Fail(ErrorCode code) -> bench.state.onFailed(code);
      default -> bench.state.onReleased();
    }
  }
}
