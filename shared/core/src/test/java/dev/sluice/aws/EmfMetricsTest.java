package dev.sluice.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.log.Metric;
import dev.sluice.log.Metrics;
import dev.sluice.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lines in the embedded metric format. */
final class EmfMetricsTest {
  private final PrintStream before = System.out;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void release() {
    System.setOut(before);
  }

  private static Metrics metrics() {
    return EmfMetrics.of(new Settings(Map.of("POWERTOOLS_SERVICE_NAME", "shop-chat")));
  }

  private List<JsonNode> lines() throws Exception {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : out.toString(StandardCharsets.UTF_8).lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  @Test
  void an_event_is_one_line_from_which_cloudwatch_makes_metrics() throws Exception {
    metrics()
        .write(
            "stream_ended",
            Map.of(Metric.TIME_TO_FIRST_TOKEN, 250L, Metric.FRAMES, 12),
            Map.of("stream", "id-1", "model", "deepseek/x"));

    JsonNode line = lines().getFirst();
    assertThat(lines()).hasSize(1);
    assertThat(line.path("TimeToFirstToken").asDouble()).isEqualTo(250);
    assertThat(line.path("Frames").asDouble()).isEqualTo(12);
    assertThat(line.path("event").asText()).isEqualTo("stream_ended");
    assertThat(line.path("stream").asText()).isEqualTo("id-1");
    assertThat(line.path("Service").asText()).isEqualTo("shop-chat");
    JsonNode directive = line.at("/_aws/CloudWatchMetrics/0");
    assertThat(directive.path("Namespace").asText()).isEqualTo("Sluice");
    assertThat(directive.path("Dimensions").toString()).isEqualTo("[[\"Service\"]]");
    assertThat(directive.path("Metrics").toString())
        .contains("{\"Name\":\"TimeToFirstToken\",\"Unit\":\"Milliseconds\"}")
        .contains("{\"Name\":\"Frames\",\"Unit\":\"Count\"}");
  }

  @Test
  void events_at_the_same_time_do_not_mix() throws Exception {
    Metrics metrics = metrics();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 32; i++) {
      int number = i;
      threads.add(
          Thread.ofVirtual()
              .start(
                  () ->
                      metrics.write("e", Map.of(Metric.FRAMES, number), Map.of("stream", number))));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(lines())
        .hasSize(32)
        .allMatch(line -> line.path("Frames").asInt() == line.path("stream").asInt());
  }
}
