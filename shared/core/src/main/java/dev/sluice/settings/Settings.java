package dev.sluice.settings;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a function's settings from its environment. A wrong value is noted and a harmless one
 * returned, so that {@link #check()} can name all that is wrong in one message. An empty value
 * counts as absent. Not thread-safe; used in constructors only.
 */
public final class Settings {
  private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|m|h|d)?");
  private static final Map<String, Long> UNIT_MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  /** The environment, and what {@link #complete} has added. */
  private final Map<String, String> environment;

  private final List<String> problems = new ArrayList<>();

  /** Settings over the given environment, which is copied. */
  public Settings(Map<String, String> environment) {
    this.environment = new HashMap<>(environment);
  }

  /** Adds values, such as secrets that are kept elsewhere, for names that have none so far. */
  public void complete(Map<String, String> more) {
    more.forEach(
        (name, value) -> environment.merge(name, value, (own, m) -> own.isBlank() ? m : own));
  }

  /** The value, or empty when it is absent or blank. */
  public Optional<String> text(String name) {
    return Optional.ofNullable(environment.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  /** The value, or the default when it is absent. */
  public String text(String name, String defaultValue) {
    return text(name).orElse(defaultValue);
  }

  /** The value; its absence is a problem. */
  public String required(String name) {
    return text(name)
        .orElseGet(
            () -> {
              problem(name, "a value", "nothing");
              return "";
            });
  }

  /** A whole number within the limits, both included. */
  public int integer(String name, int defaultValue, int min, int max) {
    Optional<String> given = text(name);
    if (given.isEmpty()) {
      return defaultValue;
    }
    String expected = "a whole number from " + min + " to " + max;
    try {
      int value = Integer.parseInt(given.get());
      if (value >= min && value <= max) {
        return value;
      }
    } catch (NumberFormatException e) {
      // reported below with the limits
    }
    problem(name, expected, given.get());
    return defaultValue;
  }

  /**
   * A duration such as {@code 250ms}, {@code 8s}, {@code 30 m}, {@code 2h} or {@code 30d}; a bare
   * number counts seconds.
   */
  public Duration duration(String name, Duration defaultValue, Duration min, Duration max) {
    Optional<String> given = text(name);
    if (given.isEmpty()) {
      return defaultValue;
    }
    Matcher matcher = DURATION.matcher(given.get());
    if (matcher.matches()) {
      String unit = matcher.group(2) == null ? "s" : matcher.group(2);
      Duration value =
          Duration.ofMillis(
              new BigDecimal(matcher.group(1))
                  .multiply(BigDecimal.valueOf(UNIT_MILLIS.getOrDefault(unit, 1_000L)))
                  .min(BigDecimal.valueOf(Long.MAX_VALUE))
                  .longValue());
      if (value.compareTo(min) >= 0 && value.compareTo(max) <= 0) {
        return value;
      }
    }
    problem(name, "a duration from " + spell(min) + " to " + spell(max), given.get());
    return defaultValue;
  }

  /** {@code true} or {@code false}. */
  public boolean flag(String name, boolean defaultValue) {
    Optional<String> given = text(name);
    if (given.isEmpty()) {
      return defaultValue;
    }
    if (given.get().equals("true") || given.get().equals("false")) {
      return given.get().equals("true");
    }
    problem(name, "true or false", given.get());
    return defaultValue;
  }

  /** An absolute URI with one of the given schemes. */
  public Optional<URI> uri(String name, String... schemes) {
    Optional<String> given = text(name);
    if (given.isEmpty()) {
      return Optional.empty();
    }
    try {
      URI uri = URI.create(given.get());
      if (uri.getScheme() != null && List.of(schemes).contains(uri.getScheme())) {
        return Optional.of(uri);
      }
    } catch (IllegalArgumentException e) {
      // reported below
    }
    problem(name, "a URI with the scheme " + String.join(" or ", schemes), given.get());
    return Optional.empty();
  }

  /** An absolute URI with one of the given schemes; its absence is a problem. */
  public URI requiredUri(String name, String... schemes) {
    required(name);
    return uri(name, schemes).orElse(URI.create(""));
  }

  /** Notes a problem found by the caller. */
  public void problem(String name, String expected, String got) {
    problems.add("expected " + name + " to be " + expected + " but got " + got);
  }

  /**
   * @throws SettingsException naming every setting that is missing or wrong
   */
  public void check() {
    if (!problems.isEmpty()) {
      throw new SettingsException(problems);
    }
  }

  private static String spell(Duration duration) {
    return duration.toMillis() % 1_000 == 0
        ? duration.toSeconds() + "s"
        : duration.toMillis() + "ms";
  }
}
