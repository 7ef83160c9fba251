package dev.sluice.answer;

import static dev.sluice.modelserver.Step.cut;
import static dev.sluice.modelserver.Step.done;
import static dev.sluice.modelserver.Step.finish;
import static dev.sluice.modelserver.Step.raw;
import static dev.sluice.modelserver.Step.stall;
import static dev.sluice.modelserver.Step.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.modelserver.ExchangeEnd;
import dev.sluice.modelserver.ModelRequest;
import dev.sluice.modelserver.Script;
import dev.sluice.modelserver.Step;
import dev.sluice.session.FinishReason;
import dev.sluice.session.Usage;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** After the first text: an answer that breaks is continued, and never shortened in silence. */
class ModelChainContinuationTest {
  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  static Stream<Step> breaks() {
    return Stream.of(
        cut(),
        new Step.CutInside("more 😀", 6),
        raw("data: {\"choices\":[{\"delta\":{\"con\n\n"),
        raw("data: garbage\n\n"),
        raw("data: []\n\n"),
        raw("data: {\"choices\":[{\"delta\":{\"content\":{\"a\":1}}}]}\n\n"),
        raw("data: {\"choices\":\"none\"}\n\n"),
        raw("data: {\"error\":{\"code\":\"server_error\",\"message\":\"sorry\"}}\n\n"),
        raw("event: error\ndata: {\"error\":{\"message\":\"sorry\"}}\n\n"),
        new Step.RawHex("646174613a207b22c3280a0a"),
        finish("insufficient_system_resource"),
        raw(""));
  }

  @ParameterizedTest
  @MethodSource("breaks")
  void a_model_that_breaks_in_the_middle_is_replaced_by_the_next(Step how) {
    rig.deepSeek.enqueue(Script.of(text("Within "), text("30 days "), how));
    rig.openAi.enqueue(Script.answer("of delivery. [1]"));
    assertThat(rig.ask())
        .isEqualTo(
            new ChainOutcome.Finished(FinishReason.STOP, new Usage(3, 3), "openai/gpt-6-luna"));
    assertThat(rig.text()).isEqualTo("Within 30 days of delivery. [1]");
    assertThat(rig.failures).hasSize(1).first().asString().contains(" BROKEN ");
    assertThat(rig.deepSeek.openCalls()).isZero();
  }

  @Test
  void the_next_model_is_given_the_text_so_far_and_asked_to_go_on() {
    rig.deepSeek.enqueue(Script.of(text("Within 30 "), cut()));
    rig.openAi.enqueue(Script.answer("days."));
    rig.ask();
    ModelRequest request = Rig.lastRequest(rig.openAi);
    assertThat(request.message(-2)).isEqualTo("Within 30 ");
    assertThat(request.body().path("messages").path(2).path("role").asText())
        .isEqualTo("assistant");
    assertThat(request.message(-1)).startsWith("Your answer broke off there. Go on from exactly");
  }

  @Test
  void a_model_that_stalls_in_the_middle_is_replaced_and_its_call_ended() {
    rig.impatient();
    rig.deepSeek.enqueue(Script.of(text("Within 30 "), stall()));
    rig.openAi.enqueue(Script.answer("days."));
    rig.ask();
    assertThat(rig.text()).isEqualTo("Within 30 days.");
    assertThat(rig.failures)
        .containsExactly("deepseek/deepseek-flash TIMEOUT no further text within 2000 ms");
    Rig.awaitEnd(rig.deepSeek, ExchangeEnd.CLIENT_CLOSED);
  }

  @ParameterizedTest
  @MethodSource("bytesOfAnEmoji")
  void a_character_cut_in_two_never_shows(int bytes) {
    rig.deepSeek.enqueue(Script.of(text("Grüße "), new Step.CutInside("😀", bytes)));
    rig.openAi.enqueue(Script.answer("😀!"));
    rig.ask();
    assertThat(rig.text()).isEqualTo("Grüße 😀!").doesNotContain("\uFFFD");
  }

  static List<Integer> bytesOfAnEmoji() {
    return List.of(0, 1, 2, 3, 4);
  }

  @Test
  void an_answer_cut_at_any_byte_is_continued_at_a_character() {
    int length = "data: ".length() + 120;
    for (int bytes = 0; bytes < length * 3; bytes += 7) {
      rig.pieces.clear();
      rig.deepSeek.enqueue(
          Script.of(new Step.CutAfter(bytes), text("Grüße, "), text("😀 "), text("日本 "), stall()));
      rig.openAi.enqueue(Script.answer("und Ende."));
      rig.ask(rig.only("deepseek,openai").chain(), "");
      assertThat(rig.text())
          .isIn("und Ende.", "Grüße, und Ende.", "Grüße, 😀 und Ende.", "Grüße, 😀 日本 und Ende.");
    }
  }

  @Test
  void a_surrogate_pair_split_over_a_break_is_not_shown_by_half() {
    rig.deepSeek.enqueue(
        Script.of(
            text("Hi "),
            raw("data: {\"choices\":[{\"delta\":{\"content\":\"\\ud83d\"}}]}\n\n"),
            cut()));
    rig.openAi.enqueue(Script.answer("😀!"));
    rig.ask();
    assertThat(rig.text()).isEqualTo("Hi 😀!");
  }

  @Test
  void a_surrogate_pair_split_over_two_tokens_arrives_whole() {
    rig.deepSeek.enqueue(
        Script.of(
            raw("data: {\"choices\":[{\"delta\":{\"content\":\"Hi \\ud83d\"}}]}\n\n"),
            raw("data: {\"choices\":[{\"delta\":{\"content\":\"\\ude00!\"}}]}\n\n"),
            finish("stop"),
            done()));
    rig.ask();
    assertThat(rig.pieces).containsExactly("Hi ", "😀!");
  }

  @Test
  void an_overlap_of_sixteen_characters_is_dropped() {
    rig.deepSeek.enqueue(Script.of(text("You have 0123456789abcdef"), cut()));
    rig.openAi.enqueue(
        Script.of(text("0123456"), text("789abcdef"), text(" days."), finish("stop"), done()));
    rig.ask();
    assertThat(rig.text()).isEqualTo("You have 0123456789abcdef days.");
  }

  @Test
  void an_overlap_of_fifteen_characters_stays() {
    rig.deepSeek.enqueue(Script.of(text("You have 0123456789abcde"), cut()));
    rig.openAi.enqueue(Script.of(text("0123456789abcde"), text(" days."), finish("stop"), done()));
    rig.ask();
    assertThat(rig.text()).isEqualTo("You have 0123456789abcde0123456789abcde days.");
  }

  @Test
  void a_model_that_starts_again_from_the_beginning_is_joined_too() {
    rig.deepSeek.enqueue(Script.of(text("You can return it within "), cut()));
    rig.openAi.enqueue(Script.answer("You can return it within 30 days."));
    rig.ask();
    assertThat(rig.text()).isEqualTo("You can return it within 30 days.");
  }

  @Test
  void the_rest_is_judged_by_the_same_rules_after_a_crash_of_another_process() {
    rig.only("openai");
    rig.openAi.enqueue(Script.answer("within 30 days."));
    assertThat(rig.ask(rig.chain(), "You can return it "))
        .isInstanceOf(ChainOutcome.Finished.class);
    assertThat(rig.text()).isEqualTo("within 30 days.");
    assertThat(Rig.lastRequest(rig.openAi).message(-2)).isEqualTo("You can return it ");
  }

  @Test
  void a_single_model_that_was_cut_is_asked_to_go_on_once() {
    rig.only("deepseek");
    rig.deepSeek.enqueue(
        Script.of(text("Within "), cut()), Script.of(text("30 days"), finish("stop"), done()));
    assertThat(rig.ask()).isInstanceOf(ChainOutcome.Finished.class);
    assertThat(rig.text()).isEqualTo("Within 30 days");
  }

  @Test
  void text_shown_and_nothing_left_to_ask_is_incomplete() {
    rig.only("deepseek");
    rig.deepSeek.enqueue(
        Script.of(text("Within "), cut()),
        Script.of(text("30 "), cut()),
        Script.of(text("never asked a third time"), finish("stop"), done()));
    ChainOutcome outcome = rig.ask();
    assertThat(outcome).isInstanceOf(ChainOutcome.Failed.class);
    assertThat(((ChainOutcome.Failed) outcome).cause()).isEqualTo(ErrorCause.INCOMPLETE);
    assertThat(rig.text()).isEqualTo("Within 30 ");
    assertThat(rig.deepSeek.calls()).hasSize(2);
  }

  @Test
  void a_text_from_before_and_no_model_able_to_go_on_is_incomplete() {
    rig.only("deepseek");
    rig.deepSeek.enqueue(Script.error(503, "overloaded", ""));
    assertThat(rig.ask(rig.chain(), "Within 30 "))
        .isEqualTo(
            new ChainOutcome.Failed(
                ErrorCause.INCOMPLETE, "deepseek/deepseek-flash UNAVAILABLE HTTP 503 overloaded"));
    assertThat(rig.pieces).isEmpty();
  }

  @Test
  void an_extractive_answer_that_was_broken_off_is_finished_extractively() {
    rig.deepSeek.enqueue(Script.error(500, "server_error", ""));
    rig.only("deepseek").ask();
    String whole = rig.text();
    rig.pieces.clear();
    String soFar = whole.substring(0, whole.length() / 2);
    assertThat(rig.ask(rig.chain(), soFar))
        .isEqualTo(new ChainOutcome.Finished(FinishReason.STOP, Usage.NONE, "extractive"));
    assertThat(soFar + rig.text()).isEqualTo(whole);
    assertThat(rig.deepSeek.calls()).hasSize(1);
  }

  @Test
  void the_deadline_in_the_middle_makes_an_answer_incomplete() {
    rig.time = Duration.ofSeconds(2);
    rig.deepSeek.enqueue(Script.of(text("Within 30 "), stall()));
    ChainOutcome outcome = rig.ask();
    assertThat(((ChainOutcome.Failed) outcome).cause()).isEqualTo(ErrorCause.INCOMPLETE);
    Rig.awaitEnd(rig.deepSeek, ExchangeEnd.CLIENT_CLOSED);
    assertThat(rig.openAi.calls()).isEmpty();
  }

  @Test
  void a_filter_in_the_middle_ends_the_answer_as_it_is() {
    rig.deepSeek.enqueue(Script.of(text("Within 30 days."), finish("content_filter"), done()));
    assertThat(rig.ask())
        .isEqualTo(
            new ChainOutcome.Finished(FinishReason.STOP, Usage.NONE, "deepseek/deepseek-flash"));
  }

  @Test
  void nothing_more_to_say_completes_a_whole_sentence_only() {
    rig.only("deepseek,openai");
    rig.deepSeek.enqueue(Script.of(text("Within 30 days."), cut()));
    rig.openAi.enqueue(Script.of(finish("stop"), done()));
    assertThat(rig.ask()).isInstanceOf(ChainOutcome.Finished.class);

    rig.deepSeek.enqueue(Script.of(text("Within 30"), cut()), Script.of(finish("stop"), done()));
    rig.openAi.enqueue(Script.of(finish("stop"), done()));
    assertThat(rig.ask()).isInstanceOf(ChainOutcome.Failed.class);
  }

  @Test
  void an_answer_is_whole_with_a_finish_reason_and_nothing_behind_it() {
    rig.deepSeek.enqueue(Script.of(text("Within 30 days"), finish("stop")));
    assertThat(rig.ask()).isInstanceOf(ChainOutcome.Finished.class);
    rig.deepSeek.enqueue(Script.of(text("Within 30 days"), finish("stop"), cut()));
    assertThat(rig.ask()).isInstanceOf(ChainOutcome.Finished.class);
    rig.deepSeek.enqueue(Script.of(text("Within 30 days"), finish("stop"), stall()));
    assertThat(rig.ask()).isInstanceOf(ChainOutcome.Finished.class);
    rig.deepSeek.enqueue(Script.of(text("Within 30 days"), done()));
    assertThat(rig.ask()).isInstanceOf(ChainOutcome.Finished.class);
    assertThat(rig.failures).isEmpty();
  }
}
