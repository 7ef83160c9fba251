package dev.sluice.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings are read with limits, and all that is wrong is said at once. */
final class SettingsTest {
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void everything_that_is_wrong_stands_in_one_message() {
    Settings settings =
        new Settings(
            Map.of("COUNT", "many", "WAIT", "soon", "FLAG", "yes", "URL", "ftp://x", "OK", "5"));
    settings.required("TABLE_NAME");
    settings.integer("COUNT", 1, 0, 10);
    settings.duration("WAIT", Duration.ZERO, Duration.ofMillis(250), Duration.ofSeconds(9));
    settings.flag("FLAG", true);
    settings.uri("URL", "http", "https");
    settings.integer("OK", 1, 0, 10);
    settings.problem("PAIR", "two of a kind", "one");
    assertThatThrownBy(settings::check)
        .isInstanceOf(SettingsException.class)
        .hasMessageContainingAll(
            "TABLE_NAME to be a value but got nothing",
            "COUNT to be a whole number from 0 to 10 but got many",
            "WAIT to be a duration from 250ms to 9s but got soon",
            "FLAG to be true or false but got yes",
            "URL to be a URI with the scheme http or https but got ftp://x",
            "PAIR to be two of a kind but got one")
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain("OK"));
  }

  @Test
  void nothing_wrong_says_nothing() {
    Settings settings = new Settings(Map.of("TABLE_NAME", "t"));
    assertThat(settings.required("TABLE_NAME")).isEqualTo("t");
    assertThat(settings.integer("COUNT", 3, 5, 10)).isEqualTo(3);
    settings.check();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void an_empty_value_counts_as_absent(String value) {
    Settings settings = new Settings(Map.of("X", value));
    assertThat(settings.text("X")).isEmpty();
    assertThat(settings.text("X", "default")).isEqualTo("default");
    assertThat(settings.integer("X", 7, 0, 9)).isEqualTo(7);
    assertThat(settings.flag("X", true)).isTrue();
    assertThat(settings.duration("X", DAY, Duration.ZERO, DAY)).isEqualTo(DAY);
    assertThat(settings.uri("X", "http")).isEmpty();
    settings.check();
    settings.required("X");
    assertThatThrownBy(settings::check).hasMessageContaining("X to be a value");
  }

  @Test
  void values_are_stripped() {
    assertThat(new Settings(Map.of("X", "  a b \n")).text("X")).contains("a b");
  }

  @Test
  void the_environment_is_copied() {
    Map<String, String> environment = new HashMap<>(Map.of("X", "1"));
    Settings settings = new Settings(environment);
    environment.put("X", "2");
    assertThat(settings.text("X")).contains("1");
  }

  @ParameterizedTest
  @CsvSource({
    "250ms,250",
    "8s,8000",
    "8,8000",
    "30 m,1800000",
    "2h,7200000",
    "1d,86400000",
    "1.5s,1500",
    "0,0",
    "0.25,250",
    "0.001d,86400"
  })
  void a_duration_has_a_unit_or_counts_seconds(String text, long millis) {
    Settings settings = new Settings(Map.of("X", text));
    assertThat(settings.duration("X", DAY.plusDays(1), Duration.ZERO, DAY))
        .isEqualTo(Duration.ofMillis(millis));
    settings.check();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1s",
        "1 week",
        "s",
        "1,5s",
        "1e3",
        "25h",
        "86400001ms",
        "99999999999999999999d",
        "18446744073709559616ms"
      })
  void a_duration_outside_its_limits_or_form_is_a_problem(String text) {
    Settings settings = new Settings(Map.of("X", text));
    assertThat(settings.duration("X", DAY, Duration.ZERO, DAY)).isEqualTo(DAY);
    assertThatThrownBy(settings::check).hasMessageContaining("but got " + text);
  }

  @ParameterizedTest
  @CsvSource({"0,true", "10,true", "-1,false", "11,false", "5.0,false", "99999999999,false"})
  void a_number_has_limits_that_belong_to_it(String text, boolean good) {
    Settings settings = new Settings(Map.of("X", text));
    int value = settings.integer("X", 3, 0, 10);
    if (good) {
      assertThat(value).isEqualTo(Integer.parseInt(text));
      settings.check();
    } else {
      assertThat(value).isEqualTo(3);
      assertThatThrownBy(settings::check).hasMessageContaining("from 0 to 10 but got " + text);
    }
  }

  @Test
  void a_flag_is_true_or_false_and_nothing_else() {
    assertThat(new Settings(Map.of("X", "false")).flag("X", true)).isFalse();
    assertThat(new Settings(Map.of("X", "true")).flag("X", false)).isTrue();
    Settings settings = new Settings(Map.of("X", "TRUE"));
    assertThat(settings.flag("X", false)).isFalse();
    assertThatThrownBy(settings::check).hasMessageContaining("but got TRUE");
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop.example", "ftp://x", "http://a b", "://x", "mailto:x@y"})
  void a_uri_has_one_of_the_schemes(String text) {
    Settings settings = new Settings(Map.of("X", text));
    assertThat(settings.uri("X", "http", "https")).isEmpty();
    assertThatThrownBy(settings::check).hasMessageContaining("but got " + text);
  }

  @Test
  void a_uri_is_read() {
    Settings settings = new Settings(Map.of("X", "https://api.example:8443/stage"));
    assertThat(settings.uri("X", "http", "https"))
        .contains(URI.create("https://api.example:8443/stage"));
    settings.check();
  }
}
