package dev.sluice.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.FakeTime;
import dev.sluice.session.Counters.Counts;
import dev.sluice.session.Counters.Windows;
import dev.sluice.session.StreamId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Events are counted in a minute and in its day, in one write. */
final class CounterItemsTest {
  @RegisterExtension static final LocalDynamoDb db = new LocalDynamoDb();

  private final FakeTime time = new FakeTime();
  private final CounterItems counters = new CounterItems(db.table(time));
  private final String name = "TEST#" + StreamId.random();

  @Test
  void each_event_counts_in_both_windows() {
    assertThat(count()).isEqualTo(new Counts(1, 1));
    assertThat(count()).isEqualTo(new Counts(2, 2));
  }

  @Test
  void a_new_minute_begins_at_one_and_the_day_goes_on() {
    count();
    count();
    time.advance(Duration.ofMinutes(1));
    assertThat(count()).isEqualTo(new Counts(1, 3));
    assertThat(count()).isEqualTo(new Counts(2, 4));
  }

  @Test
  void a_new_day_begins_at_one() {
    count();
    time.advance(Duration.ofDays(1));
    assertThat(count()).isEqualTo(new Counts(1, 1));
  }

  @Test
  void the_last_millisecond_of_a_day_belongs_to_it_and_the_next_does_not() {
    Instant midnight = Windows.MINUTE_AND_DAY.allEnd(time.now());
    assertThat(count(midnight.minusMillis(1))).isEqualTo(new Counts(1, 1));
    assertThat(count(midnight)).isEqualTo(new Counts(1, 1));
    assertThat(count(midnight.minusMillis(1))).isEqualTo(new Counts(2, 2));
  }

  @Test
  void a_clock_that_is_behind_counts_in_the_minute_that_has_begun() {
    Instant minute = time.now();
    count(minute);
    assertThat(count(minute.minusMillis(700))).isEqualTo(new Counts(2, 2));
    assertThat(count(minute)).isEqualTo(new Counts(3, 3));
  }

  @Test
  void names_do_not_meet() {
    count();
    assertThat(counters.count(name + "x", Windows.MINUTE_AND_DAY, time.now()))
        .isEqualTo(new Counts(1, 1));
  }

  @Test
  void a_count_writes_one_item() {
    count();
    assertThat(db.requests().itemsWritten()).isEqualTo(1);
    db.requests().reset();
    count();
    assertThat(db.requests().itemsWritten()).isEqualTo(1);
    assertThat(db.requests().calls()).isEqualTo(1);
  }

  @Test
  void events_at_the_same_time_are_all_counted() throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      threads.add(Thread.ofVirtual().start(this::count));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(count()).isEqualTo(new Counts(13, 13));
  }

  @Test
  void windows_end_where_people_expect_it() {
    Instant now = Instant.parse("2026-03-01T12:34:56.789Z");
    assertThat(Windows.MINUTE_AND_DAY.briefEnd(now)).isEqualTo("2026-03-01T12:35:00Z");
    assertThat(Windows.MINUTE_AND_DAY.allEnd(now)).isEqualTo("2026-03-02T00:00:00Z");
  }

  private Counts count() {
    return count(time.now());
  }

  private Counts count(Instant now) {
    return counters.count(name, Windows.MINUTE_AND_DAY, now);
  }
}
