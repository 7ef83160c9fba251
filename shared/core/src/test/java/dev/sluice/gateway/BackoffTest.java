package dev.sluice.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Full jitter between nothing and a bound that doubles up to a cap. */
final class BackoffTest {
  /** Gives the largest or the smallest that is asked for. */
  private record Extreme(boolean largest) implements RandomGenerator {
    @Override
    public long nextLong() {
      return 0;
    }

    @Override
    public long nextLong(long bound) {
      return largest ? bound - 1 : 0;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1,50",
    "2,100",
    "3,200",
    "6,1600",
    "7,2000",
    "21,2000",
    "64,2000",
    "2147483647,2000"
  })
  void the_bound_doubles_up_to_the_cap(int retry, long millis) {
    assertThat(Backoff.forPosts(new Extreme(true)).before(retry))
        .isEqualTo(Duration.ofMillis(millis));
    assertThat(Backoff.forPosts(new Extreme(false)).before(retry)).isZero();
  }

  @Test
  void waits_are_spread_over_the_whole_range() {
    Backoff backoff = Backoff.forPosts(new Random(5));
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      Duration wait = backoff.before(3);
      assertThat(wait).isBetween(Duration.ZERO, Duration.ofMillis(200));
      sum += wait.toNanos() / 1e6;
    }
    assertThat(sum / 10_000).isBetween(95.0, 105.0);
  }
}
