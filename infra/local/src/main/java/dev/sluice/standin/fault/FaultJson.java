package dev.sluice.standin.fault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
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
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final Pattern DURATION = Pattern.compile("(\\d{1,12})(ms|s|m)");
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

  /** Fields that only some effects have. */
  private static final Map<String, Set<String>> EFFECTS_WITH =
      Map.of(
          "for", Set.of("slow", "pause"),
          "status", Set.of("fail", "applied_then_fail"),
          "function", Set.of("kill", "applied_then_kill", "pause", "wake"));

  private FaultJson() {}

  static FaultPlan parse(String json) {
    JsonNode root;
    try {
      root = JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new FaultException("The fault plan is not JSON: " + e.getOriginalMessage());
    }
    check(root, Set.of("faults", "clock_shift", "seed"), "the fault plan");
    List<Fault> faults = new ArrayList<>();
    JsonNode listed = root.path("faults");
    if (!listed.isArray() && !listed.isMissingNode()) {
      throw new FaultException("Expected faults to be an array but got " + listed);
    }
    for (JsonNode fault : listed) {
      check(fault, FIELDS, "a fault");
      checkEffect(fault);
      faults.add(new Fault(occasion(fault), effect(fault)));
    }
    return new FaultPlan(
        faults,
        text(root, "clock_shift").map(FaultJson::duration).orElse(Duration.ZERO),
        integer(root, "seed", 0));
  }

  private static void checkEffect(JsonNode fault) {
    String effect = fault.path("do").asText();
    EFFECTS_WITH.forEach(
        (field, effects) -> {
          if (fault.has(field) && !effects.contains(effect)) {
            throw new FaultException("A fault '" + effect + "' has no " + field);
          }
        });
  }

  private static Occasion occasion(JsonNode fault) {
    boolean always = fault.path("times").asText().equals("always");
    return new Occasion(
        point(fault.path("on").asText()),
        text(fault, "by"),
        text(fault, "operation"),
        text(fault, "containing"),
        integer(fault, "from", 1),
        always ? Occasion.ALWAYS : integer(fault, "times", 1),
        chance(fault.path("chance")));
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
    int status = integer(fault, "status", 500);
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

  private static double chance(JsonNode node) {
    if (!node.isMissingNode() && !node.isNumber()) {
      throw new FaultException("Expected chance to be a number but got " + node);
    }
    return node.asDouble(1);
  }

  private static int integer(JsonNode node, String field, int otherwise) {
    JsonNode value = node.path(field);
    if (!value.isMissingNode() && !(value.isIntegralNumber() && value.canConvertToInt())) {
      throw new FaultException("Expected " + field + " to be a whole number but got " + value);
    }
    return value.asInt(otherwise);
  }

  private static Optional<String> text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    if (!value.isMissingNode() && !value.isTextual()) {
      throw new FaultException("Expected " + field + " to be a text but got " + value);
    }
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
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
