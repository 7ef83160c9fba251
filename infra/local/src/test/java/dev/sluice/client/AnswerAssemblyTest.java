package dev.sluice.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.frame.Json;
import org.junit.jupiter.api.Test;

/** The rules of a resumable client, one by one. */
final class AnswerAssemblyTest {
  private final AnswerAssembly assembly = new AnswerAssembly();

  private Reaction take(String type, int attempt, Object... more) {
    var frame = Json.MAPPER.createObjectNode().put("type", type).put("attempt", attempt);
    for (int i = 0; i < more.length; i += 2) {
      JsonNode value = Json.MAPPER.valueToTree(more[i + 1]);
      frame.set(more[i].toString(), value);
    }
    return assembly.take(frame);
  }

  private Reaction start(int attempt, int offset) {
    return take("stream_start", attempt, "offset", offset);
  }

  private Reaction token(int attempt, int offset, String token) {
    return take("stream_token", attempt, "offset", offset, "token", token);
  }

  @Test
  void a_token_that_comes_twice_or_overlaps_adds_only_what_lies_beyond() {
    start(1, 0);
    token(1, 0, "Hello");
    assertThat(token(1, 0, "Hello")).isEqualTo(new Reaction.Nothing());
    assertThat(token(1, 3, "lo, you")).isEqualTo(new Reaction.Changed());
    assertThat(assembly.text()).isEqualTo("Hello, you");
  }

  @Test
  void a_new_attempt_begins_with_nothing() {
    start(1, 0);
    token(1, 0, "Hello");
    start(2, 0);
    assertThat(assembly.text()).isEmpty();
    assertThat(assembly.attempt()).isEqualTo(2);
  }

  @Test
  void a_frame_of_an_attempt_that_was_left_behind_changes_nothing() {
    start(1, 0);
    start(2, 0);
    token(2, 0, "Good");
    assertThat(token(1, 2, "llo, you")).isEqualTo(new Reaction.Nothing());
    assertThat(take("error", 1, "code", "internal")).isEqualTo(new Reaction.Nothing());
    assertThat(assembly.text()).isEqualTo("Good");
  }

  @Test
  void a_token_behind_a_hole_is_a_gap() {
    start(1, 0);
    assertThat(token(1, 3, "lo")).isEqualTo(new Reaction.Gap());
    assertThat(assembly.text()).isEmpty();
  }

  @Test
  void a_token_of_an_attempt_whose_start_was_not_seen_is_a_gap() {
    assertThat(token(1, 0, "Hello")).isEqualTo(new Reaction.Gap());
  }

  @Test
  void an_end_that_is_longer_than_the_text_is_a_gap_and_complete_does_not_count_then() {
    start(1, 0);
    token(1, 0, "Hello");
    assertThat(take("stream_end", 1, "length", 6, "finish_reason", "stop"))
        .isEqualTo(new Reaction.Gap());
    assertThat(take("complete", 1)).isEqualTo(new Reaction.Gap());
  }

  @Test
  void a_cancelled_end_cuts_to_what_is_recorded() {
    start(1, 0);
    token(1, 0, "Hello");
    assertThat(take("stream_end", 1, "length", 2, "finish_reason", "cancelled"))
        .isEqualTo(new Reaction.Ended.Cancelled());
    assertThat(assembly.text()).isEqualTo("He");
  }

  @Test
  void nothing_counts_after_the_end() {
    start(1, 0);
    token(1, 0, "Hello");
    take("stream_end", 1, "length", 5, "finish_reason", "stop");
    assertThat(take("complete", 1)).isEqualTo(new Reaction.Ended.Complete());
    start(2, 0);
    assertThat(assembly.text()).isEqualTo("Hello");
  }
}
