package dev.sluice.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.frame.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One line of JSON an event, without what people wrote. */
final class EventLogTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final EventLog log = new EventLog(new PrintStream(bytes, true, StandardCharsets.UTF_8));

  @Test
  void numbers_and_flags_stay_what_they_are() throws IOException {
    log.info("asked", Map.of("passages", 8, "cold", true, "stream", new StringBuilder("x\ny")));
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
    JsonNode line = Json.MAPPER.readTree(bytes.toByteArray());
    assertThat(line)
        .isEqualTo(
            Json.MAPPER.readTree(
                """
                {"level":"INFO","event":"asked","passages":8,"cold":true,"stream":"x\\ny"}\
                """));
  }

  @Test
  void a_failure_is_told_by_its_classes_and_places_only() throws IOException {
    log.error(
        "message_failed",
        Map.of("connection", "c1"),
        new IllegalStateException("secret question", new IOException("token=abc")));
    JsonNode line = Json.MAPPER.readTree(bytes.toByteArray());
    assertThat(line.get("level").textValue()).isEqualTo("ERROR");
    assertThat(line.get("failure").textValue())
        .contains("java.lang.IllegalStateException@")
        .contains(" < java.io.IOException@")
        .doesNotContain("secret")
        .doesNotContain("token");
  }

  @Test
  void a_failure_that_causes_itself_in_the_end_is_cut() {
    Exception first = new Exception("a");
    Exception second = new Exception("b", first);
    first.initCause(second);
    log.error("message_failed", Map.of(), first);
    assertThat(bytes.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
  }
}
