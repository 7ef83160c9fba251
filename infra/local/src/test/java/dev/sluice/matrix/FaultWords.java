package dev.sluice.matrix;

import dev.sluice.standin.fault.Effect;
import dev.sluice.standin.fault.Fault;
import dev.sluice.standin.fault.Occasion;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a fault of the table, such as {@code post stream_token throttle x3}, {@code store
 * UpdateItem by stream pause 12s} or {@code invocation duplicate}, for the calls of one stream.
 */
final class FaultWords {
  private static final Pattern FAULT =
      Pattern.compile(
          "(?:post (?<frame>\\w+)|store (?<operation>\\w+) by"
              + " (?<by>stream|query)|(?<run>invocation)) (?<do>[a-z_]+)(?: (?<for>\\d+)s)?(?:"
              + " x(?<times>\\d+))?");

  /** What stores question and run. */
  private static final String CREATE = "store TransactWriteItems by query";

  private FaultWords() {}

  static boolean isFault(String words) {
    return FAULT.matcher(words).matches();
  }

  /** Whether the stream's id must be known; its question can be told by its text. */
  static boolean needsId(String words) {
    return isFault(words) && !words.startsWith(CREATE);
  }

  /**
   * @param words {@code end} as a frame means the one that ends the text for this kind of client
   * @param stream its id
   */
  static Fault read(String words, String stream, Cell cell) {
    String end = cell.kind().streams() ? "stream_end" : "overview";
    Matcher matcher = FAULT.matcher(words.replace("post end ", "post " + end + " "));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("No fault: " + words);
    }
    int times = Optional.ofNullable(matcher.group("times")).map(Integer::parseInt).orElse(1);
    Occasion when = occasion(matcher, stream, cell.marker()).nth(1, times);
    return new Fault(when, effect(matcher));
  }

  private static Occasion occasion(Matcher matcher, String stream, String marker) {
    if (matcher.group("frame") != null) {
      String start = "{\"type\":\"%s\",\"stream_id\":\"%s\"";
      return Occasion.first(Occasion.Point.POST)
          .containing(start.formatted(matcher.group("frame"), stream));
    }
    if (matcher.group("run") != null) {
      return Occasion.first(Occasion.Point.INVOCATION).by("StreamFunction").containing(stream);
    }
    boolean create =
        matcher.group("by").equals("query")
            && matcher.group("operation").equals("TransactWriteItems");
    return Occasion.first(Occasion.Point.STORE)
        .by(function(matcher))
        .operation(matcher.group("operation"))
        .containing(create ? marker : stream);
  }

  private static String function(Matcher matcher) {
    return "query".equals(matcher.group("by")) ? "QueryFunction" : "StreamFunction";
  }

  private static Effect effect(Matcher matcher) {
    String function = function(matcher);
    Optional<Duration> time =
        Optional.ofNullable(matcher.group("for")).map(Long::parseLong).map(Duration::ofSeconds);
    return switch (matcher.group("do")) {
      case "throttle" -> new Effect.Throttle();
      case "fail" -> new Effect.Fail(500);
      case "reset" -> new Effect.Reset();
      case "gone" -> new Effect.Gone();
      case "slow" -> new Effect.Slow(time.orElseThrow());
      case "applied_then_fail" -> new Effect.AppliedThenFail(500);
      case "applied_then_reset" -> new Effect.AppliedThenReset();
      case "duplicate" -> new Effect.Duplicate();
      case "kill" -> new Effect.Kill(function, false);
      case "applied_then_kill" -> new Effect.Kill(function, true);
      case "pause" -> new Effect.Pause(function, time);
      default -> throw new IllegalArgumentException("No fault: " + matcher.group());
    };
  }
}
