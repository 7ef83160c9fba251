package dev.sluice.frame;

import static dev.sluice.frame.Messages.invalid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.frame.ClientMessage.Question;
import dev.sluice.session.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages exactly as clients of the older protocol send them. */
final class OlderClientsTest {
  @Test
  void the_widget_asks_with_a_session_of_milliseconds() {
    Question question =
        decode(
            """
            {"question": "Do you ship to Austria?", "humanize": true, "stream": true,
             "session_id": "widget-1719934200123", "ai_agent_mode": false}\
            """);
    assertThat(question.question()).isEqualTo("Do you ship to Austria?");
    assertThat(question.id()).isEmpty();
    assertThat(question.session().orElseThrow().value()).isEqualTo("widget-1719934200123");
    assertThat(question.session().orElseThrow().unguessable()).isFalse();
  }

  @Test
  void a_script_asks_for_passages_only_with_no_session() {
    Question question =
        decode("{\"question\": \"boots\", \"humanize\": false, \"session_id\": null}");
    assertThat(question.humanize()).isFalse();
    assertThat(question.stream()).isTrue();
    assertThat(question.session()).isEmpty();
  }

  @Test
  void a_script_asks_for_one_overview() {
    Question question =
        decode("{\"question\":\"boots\",\"stream\":false,\"ai_agent_mode\":true,\"user\":\"u\"}");
    assertThat(question.humanize()).isTrue();
    assertThat(question.stream()).isFalse();
    assertThat(question.aiAgentMode()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'question':''}",
        "{'question':null,'humanize':true}",
        "{'session_id':'widget-1'}"
      })
  void without_a_question_they_are_told_so_in_the_words_they_know(String message) {
    Decoded.Invalid invalid = invalid(message);
    assertThat(invalid.code()).isEqualTo(ErrorCode.QUESTION_REQUIRED);
    assertThat(invalid.explanation()).isEqualTo("Question is required");
  }

  private static Question decode(String message) {
    return (Question) ((Decoded.Valid) ClientMessageDecoder.decode(message)).message();
  }
}
