package dev.sluice.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.FakeTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Secrets that change while a function lives. */
final class RenewedTest {
  private final FakeTime time = new FakeTime();
  private final Map<String, String> kept = new HashMap<>(Map.of("KEY", "old"));
  private final List<RuntimeException> failures = new ArrayList<>();
  private int reads;
  private boolean broken;

  private final Renewed<String> renewed =
      new Renewed<>(
          Map.of("KEY", "old"),
          "built from old",
          new Renewed.Parts<>(this::read, this::build, time::now, failures::add));

  private Map<String, String> read() {
    reads++;
    if (broken) {
      throw new IllegalStateException("not there");
    }
    return Map.copyOf(kept);
  }

  private String build(Map<String, String> secrets) {
    String key = secrets.getOrDefault("KEY", "none");
    if (key.equals("bad")) {
      throw new IllegalArgumentException("bad");
    }
    return "built from " + key;
  }

  @Test
  void nothing_is_read_before_five_minutes_have_passed() {
    kept.put("KEY", "new");
    time.advance(Renewed.PERIOD.minusMillis(1));
    assertThat(renewed.get()).isEqualTo("built from old");
    assertThat(reads).isZero();
  }

  @Test
  void a_changed_secret_is_used_by_the_first_who_asks_after_that() {
    kept.put("KEY", "new");
    time.advance(Renewed.PERIOD);
    assertThat(renewed.get()).isEqualTo("built from new");
    assertThat(renewed.get()).isEqualTo("built from new");
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void a_removed_secret_is_not_used_any_more() {
    kept.clear();
    time.advance(Renewed.PERIOD.multipliedBy(100));
    assertThat(renewed.get()).isEqualTo("built from none");
  }

  @Test
  void what_has_not_changed_is_not_built_again() {
    String before = renewed.get();
    time.advance(Renewed.PERIOD);
    assertThat(renewed.get()).isSameAs(before);
    assertThat(reads).isEqualTo(1);
  }

  @Test
  void what_cannot_be_read_or_built_leaves_what_was_there_and_is_told() {
    broken = true;
    time.advance(Renewed.PERIOD);
    assertThat(renewed.get()).isEqualTo("built from old");
    broken = false;
    kept.put("KEY", "bad");
    time.advance(Renewed.PERIOD);
    assertThat(renewed.get()).isEqualTo("built from old");
    assertThat(failures).hasSize(2);
    kept.put("KEY", "new");
    time.advance(Renewed.PERIOD);
    assertThat(renewed.get()).isEqualTo("built from new");
  }
}
