package dev.sluice.standin.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads plans from JSON. */
final class FaultJson {
  private static final Pattern DURATION = Pattern.compile("(\\d+)(ms|s|m)");
  private static final Set<String> FIELDS =
      Set.of(
          "on",
          "by",
          "operation",
          "containing",
          "from",
          "times",
          "chance",
          "do",
          "for",
          "status",
          "function");

  private FaultJson() {}

  static FaultPlan parse(String json) {
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(json);
    } catch (JsonProcessingException e) {
      throw new FaultException("The fault plan is not JSON: " + e.getOriginalMessage());
    }
    check(root, Set.of("faults", "clock_shift", "seed"), "the fault plan");
    List<Fault> faults = new ArrayList<>();
    for (JsonNode fault : root.path("faults")) {
      check(fault, FIELDS, "a fault");
      faults.add(new Fault(occasion(fault), effect(fault)));
    }
    return new FaultPlan(
        faults,
        text(root, "clock_shift").map(FaultJson::duration).orElse(Duration.ZERO),
        root.path("seed").asLong());
  }

  private static Occasion occasion(JsonNode fault) {
    String times = fault.path("times").asText("1");
    return new Occasion(
        point(fault.path("on").asText()),
        text(fault, "by"),
        text(fault, "operation"),
        text(fault, "containing"),
        fault.path("from").asInt(1),
        times.equals("always") ? Occasion.ALWAYS : fault.path("times").asInt(1),
        fault.path("chance").asDouble(1));
  }

  private static Occasion.Point point(String name) {
    return switch (name) {
      case "post" -> Occasion.Point.POST;
      case "store" -> Occasion.Point.STORE;
      case "invocation" -> Occasion.Point.INVOCATION;
      default ->
          throw new FaultException("Expected on: post, store or invocation but got '" + name + "'");
    };
  }

  private static Effect effect(JsonNode fault) {
    String name = fault.path("do").asText();
    int status = fault.path("status").asInt(500);
    return switch (name) {
      case "slow" -> new Effect.Slow(duration(fault.path("for").asText()));
      case "throttle" -> new Effect.Throttle();
      case "fail" -> new Effect.Fail(status);
      case "reset" -> new Effect.Reset();
      case "gone" -> new Effect.Gone();
      case "applied_then_fail" -> new Effect.AppliedThenFail(status);
      case "applied_then_reset" -> new Effect.AppliedThenReset();
      case "duplicate" -> new Effect.Duplicate();
      case "kill" -> new Effect.Kill(function(fault), false);
      case "applied_then_kill" -> new Effect.Kill(function(fault), true);
      case "pause" ->
          new Effect.Pause(function(fault), text(fault, "for").map(FaultJson::duration));
      case "wake" -> new Effect.Wake(function(fault));
      default -> throw new FaultException("There is no fault '" + name + "'");
    };
  }

  private static String function(JsonNode fault) {
    return text(fault, "function")
        .or(() -> text(fault, "by"))
        .orElseThrow(() -> new FaultException("Expected a function in " + fault));
  }

  private static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text.toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new FaultException("Expected a time such as 250ms, 3s or 1m but got '" + text + "'");
    }
    long number = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(number);
      case "s" -> Duration.ofSeconds(number);
      default -> Duration.ofMinutes(number);
    };
  }

  private static Optional<String> text(JsonNode node, String field) {
    return Optional.of(node.path(field)).filter(JsonNode::isTextual).map(JsonNode::textValue);
  }

  private static void check(JsonNode node, Set<String> fields, String what) {
    if (!node.isObject()) {
      throw new FaultException("Expected " + what + " to be an object but got " + node);
    }
    List<String> others =
        node.propertyStream().map(Map.Entry::getKey).filter(key -> !fields.contains(key)).toList();
    if (!others.isEmpty()) {
      throw new FaultException("Unknown fields in " + what + ": " + String.join(", ", others));
    }
  }
}
