package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.standin.template.EventSource;
import dev.sluice.standin.template.StackIdentity;
import dev.sluice.standin.template.TemplateLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** When feeds are looked at, by the deployed template. */
class FeedScheduleTest {
  private static final Path TEMPLATE =
      Path.of(System.getProperty("sluice.root", "../..")).resolve("infra/template.yaml");

  @Test
  void the_local_stack_looks_at_feeds_every_three_minutes_unless_it_keeps_nothing() {
    assertThat(schedules(LocalStack.parameters(true)))
        .singleElement()
        .satisfies(
            schedule -> {
              assertThat(schedule.function()).isEqualTo("FeedFunction");
              assertThat(schedule.expression()).isEqualTo("rate(3 minutes)");
            });
    assertThat(schedules(LocalStack.parameters(false))).isEmpty();
  }

  @Test
  void a_deployed_stack_looks_at_feeds_only_when_it_is_told_to() {
    assertThat(schedules(Map.of())).isEmpty();
  }

  private static List<EventSource.Schedule> schedules(Map<String, String> parameters) {
    return new TemplateLoader(StackIdentity.local("sluice"), parameters)
        .load(TEMPLATE).eventSources().stream()
            .filter(EventSource.Schedule.class::isInstance)
            .map(EventSource.Schedule.class::cast)
            .toList();
  }
}
