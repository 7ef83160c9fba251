package dev.sluice.answer;

import static dev.sluice.modelserver.Step.await;
import static dev.sluice.modelserver.Step.cut;
import static dev.sluice.modelserver.Step.done;
import static dev.sluice.modelserver.Step.finish;
import static dev.sluice.modelserver.Step.raw;
import static dev.sluice.modelserver.Step.stall;
import static dev.sluice.modelserver.Step.text;
import static dev.sluice.modelserver.Step.usage;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.modelserver.ExchangeEnd;
import dev.sluice.modelserver.Script;
import dev.sluice.modelserver.Step;
import dev.sluice.session.FinishReason;
import dev.sluice.session.Usage;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Before the first text: who is asked, who is passed over, and what is said of it. */
class ModelChainTest {
  private static final ChainOutcome BY_OPENAI =
      new ChainOutcome.Finished(FinishReason.STOP, new Usage(2, 2), "openai/gpt-6-luna");

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void the_first_model_in_the_order_answers_and_the_others_are_not_asked() {
    rig.deepSeek.enqueue(Script.answer("Within 30 days. [1]"));
    assertThat(rig.ask())
        .isEqualTo(
            new ChainOutcome.Finished(
                FinishReason.STOP, new Usage(4, 4), "deepseek/deepseek-flash"));
    assertThat(rig.text()).isEqualTo("Within 30 days. [1]");
    assertThat(rig.spoke).containsExactly("deepseek/deepseek-flash");
    assertThat(rig.openAi.calls()).isEmpty();
    assertThat(rig.gemini.calls()).isEmpty();
    Rig.awaitEnd(rig.deepSeek, ExchangeEnd.FINISHED);
  }

  @Test
  void the_order_is_a_setting() {
    rig.only("gemini, openai");
    rig.gemini.enqueue(Script.error(500, "internal", "sorry"));
    rig.openAi.enqueue(Script.answer("By OpenAI"));
    assertThat(rig.ask()).isEqualTo(BY_OPENAI);
    assertThat(rig.deepSeek.calls()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "400, model_not_found, MISCONFIGURED",
    "401, invalid_api_key, MISCONFIGURED",
    "402, insufficient_balance, MISCONFIGURED",
    "403, forbidden, MISCONFIGURED",
    "404, model_not_found, MISCONFIGURED",
    "429, insufficient_quota, MISCONFIGURED",
    "302, moved, MISCONFIGURED",
    "400, content_filter, REFUSED",
    "400, context_length_exceeded, REFUSED",
    "413, too_large, REFUSED",
    "408, timeout, UNAVAILABLE",
    "429, rate_limit_exceeded, UNAVAILABLE",
    "500, server_error, UNAVAILABLE",
    "503, overloaded, UNAVAILABLE",
    "529, overloaded_error, UNAVAILABLE"
  })
  void a_model_that_answers_with_an_error_is_passed_over_and_reported(
      int status, String code, Failure kind) {
    rig.deepSeek.enqueue(Script.error(status, code, "Wrong: key sk-secret"));
    rig.openAi.enqueue(Script.answer("By OpenAI"));
    assertThat(rig.ask()).isEqualTo(BY_OPENAI);
    assertThat(rig.text()).isEqualTo("By OpenAI");
    assertThat(rig.failures)
        .containsExactly("deepseek/deepseek-flash " + kind + " HTTP " + status + " " + code);
  }

  @Test
  void a_model_that_takes_no_connection_is_passed_over() throws Exception {
    try (ServerSocket free = new ServerSocket(0)) {
      rig.set("DEEPSEEK_BASE_URL", "http://127.0.0.1:" + free.getLocalPort());
    }
    rig.openAi.enqueue(Script.answer("By OpenAI"));
    assertThat(rig.ask()).isEqualTo(BY_OPENAI);
    assertThat(rig.failures)
        .containsExactly("deepseek/deepseek-flash UNAVAILABLE no answer: ConnectException");
  }

  @Test
  void a_model_that_hangs_up_without_a_word_is_passed_over() {
    rig.deepSeek.enqueue(Script.of().after(cut()));
    rig.openAi.enqueue(Script.answer("By OpenAI"));
    assertThat(rig.ask()).isEqualTo(BY_OPENAI);
    assertThat(rig.failures)
        .containsExactly("deepseek/deepseek-flash UNAVAILABLE no answer: IOException");
  }

  @Test
  void a_model_without_a_first_token_in_time_is_passed_over_and_its_call_ended() {
    rig.impatient();
    rig.deepSeek.enqueue(Script.of(stall()));
    rig.openAi.enqueue(Script.answer("By OpenAI"));
    assertThat(rig.ask()).isEqualTo(BY_OPENAI);
    assertThat(rig.failures)
        .containsExactly("deepseek/deepseek-flash TIMEOUT no first text within 2000 ms");
    Rig.awaitEnd(rig.deepSeek, ExchangeEnd.CLIENT_CLOSED);
  }

  @Test
  void a_model_that_does_not_even_send_a_status_is_passed_over_and_its_call_ended() {
    rig.impatient();
    rig.deepSeek.enqueue(Script.answer("Never").after(stall()));
    rig.openAi.enqueue(Script.answer("By OpenAI"));
    assertThat(rig.ask()).isEqualTo(BY_OPENAI);
    Rig.awaitEnd(rig.deepSeek, ExchangeEnd.CLIENT_CLOSED);
  }

  @Test
  void comments_that_keep_a_connection_alive_are_no_first_token() {
    rig.impatient();
    Step[] comments = new Step[12];
    java.util.Arrays.setAll(
        comments, i -> i % 2 == 0 ? raw(": keep-alive\n\n") : new Step.Pause(500));
    rig.deepSeek.enqueue(Script.of(comments));
    rig.openAi.enqueue(Script.answer("By OpenAI"));
    assertThat(rig.ask()).isEqualTo(BY_OPENAI);
    Rig.awaitEnd(rig.deepSeek, ExchangeEnd.CLIENT_CLOSED);
  }

  @Test
  void an_empty_answer_is_passed_over() {
    rig.deepSeek.enqueue(Script.of(finish("stop"), done()));
    rig.openAi.enqueue(Script.of(text(""), finish("length"), done()));
    rig.gemini.enqueue(Script.answer("By Gemini"));
    assertThat(rig.ask())
        .isEqualTo(
            new ChainOutcome.Finished(
                FinishReason.STOP, new Usage(2, 2), "gemini/gemini-3.5-flash-lite"));
    assertThat(rig.failures)
        .containsExactly(
            "deepseek/deepseek-flash REFUSED empty answer",
            "openai/gpt-6-luna REFUSED empty answer");
  }

  @Test
  void a_refusal_or_a_content_filter_before_the_first_text_is_passed_over() {
    rig.deepSeek.enqueue(Script.of(new Step.Refusal("I cannot"), finish("stop"), done()));
    rig.openAi.enqueue(Script.of(finish("content_filter"), done()));
    rig.gemini.enqueue(Script.answer("By Gemini"));
    rig.ask();
    assertThat(rig.text()).isEqualTo("By Gemini");
    assertThat(rig.failures)
        .containsExactly(
            "deepseek/deepseek-flash REFUSED refusal", "openai/gpt-6-luna REFUSED content filter");
  }

  @Test
  void a_model_that_has_just_failed_is_tried_last_for_a_while() {
    AtomicLong now = new AtomicLong(1);
    rig.nanoTime = now::get;
    ModelChain chain = rig.chain();
    rig.deepSeek.enqueue(Script.error(500, "server_error", ""));
    rig.ask(chain, "");
    assertThat(rig.deepSeek.calls()).hasSize(1);
    rig.ask(chain, "");
    assertThat(rig.deepSeek.calls()).as("tried again at once").hasSize(1);
    assertThat(rig.openAi.calls()).hasSize(2);

    rig.openAi.enqueue(Script.error(500, "server_error", ""));
    rig.gemini.enqueue(Script.error(500, "server_error", ""));
    rig.ask(chain, "");
    assertThat(rig.deepSeek.calls()).as("tried behind the others").hasSize(2);
  }

  @Test
  void a_model_that_has_failed_is_first_again_when_its_pause_is_over() {
    AtomicLong now = new AtomicLong(1);
    rig.nanoTime = now::get;
    ModelChain chain = rig.chain();
    rig.deepSeek.enqueue(Script.error(500, "server_error", ""));
    rig.ask(chain, "");
    now.addAndGet(Duration.ofSeconds(59).toNanos());
    rig.ask(chain, "");
    assertThat(rig.deepSeek.calls()).as("still pausing").hasSize(1);
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    rig.ask(chain, "");
    assertThat(rig.deepSeek.calls()).as("first again").hasSize(2);
  }

  @Test
  void a_refusal_does_not_move_a_model() {
    ModelChain chain = rig.chain();
    rig.deepSeek.enqueue(Script.of(finish("content_filter"), done()));
    rig.ask(chain, "");
    rig.ask(chain, "");
    assertThat(rig.deepSeek.calls()).hasSize(2);
    assertThat(rig.openAi.calls()).hasSize(1);
  }

  @Test
  void the_extractive_answer_comes_last() {
    rig.deepSeek.enqueue(Script.error(500, "server_error", ""));
    rig.openAi.enqueue(Script.error(500, "server_error", ""));
    rig.gemini.enqueue(Script.error(500, "server_error", ""));
    assertThat(rig.ask())
        .isEqualTo(new ChainOutcome.Finished(FinishReason.STOP, Usage.NONE, "extractive"));
    assertThat(rig.text()).contains("within 30 days").contains("[1]");
  }

  @Test
  void time_is_left_for_the_extractive_answer_when_every_model_is_silent() {
    rig.time = Duration.ofSeconds(3);
    rig.only("deepseek");
    rig.deepSeek.enqueue(Script.of(stall()));
    ChainOutcome outcome =
        rig.chain().run(Rig.request(), "", piece -> rig.pieces.add(piece), rig.deadline());
    assertThat(outcome)
        .isEqualTo(new ChainOutcome.Finished(FinishReason.STOP, Usage.NONE, "extractive"));
  }

  @Test
  void without_a_last_resort_failures_and_lost_time_are_told_apart() {
    rig.only("deepseek");
    rig.deepSeek.enqueue(Script.error(500, "server_error", ""));
    assertThat(rig.ask(rig.chainWithoutLastResort(), ""))
        .isEqualTo(
            new ChainOutcome.Failed(
                ErrorCause.MODEL_FAILED,
                "deepseek/deepseek-flash UNAVAILABLE HTTP 500 server_error"));
    rig.impatient();
    rig.deepSeek.enqueue(Script.of(stall()));
    assertThat(rig.ask(rig.chainWithoutLastResort(), ""))
        .isEqualTo(
            new ChainOutcome.Failed(
                ErrorCause.MODEL_TIMEOUT,
                "deepseek/deepseek-flash TIMEOUT no first text within 2000 ms"));
  }

  @Test
  void counted_tokens_and_events_without_choices_are_no_text() {
    rig.deepSeek.enqueue(
        Script.of(
            new Step.EmptyChoices(),
            text("One "),
            usage(7, 1),
            text("two"),
            finish("stop"),
            new Step.EmptyChoices(),
            usage(7, 2),
            done()));
    assertThat(rig.ask())
        .isEqualTo(
            new ChainOutcome.Finished(
                FinishReason.STOP, new Usage(7, 2), "deepseek/deepseek-flash"));
    assertThat(rig.pieces).containsExactly("One ", "two");
  }

  @Test
  void an_answer_at_its_limit_says_so() {
    rig.deepSeek.enqueue(Script.of(text("One two"), finish("length"), done()));
    assertThat(rig.ask())
        .isEqualTo(
            new ChainOutcome.Finished(FinishReason.LENGTH, Usage.NONE, "deepseek/deepseek-flash"));
  }

  @Test
  void thoughts_are_no_text_and_keep_the_timers_quiet() {
    rig.impatient();
    Step.Pause pause = new Step.Pause(1_200);
    Step.Reasoning thought = new Step.Reasoning("Hmm");
    rig.deepSeek.enqueue(
        Script.of(thought, pause, thought, pause, thought, text("Yes"), finish("stop"), done()));
    rig.ask();
    assertThat(rig.text()).isEqualTo("Yes");
    assertThat(rig.failures).isEmpty();
  }

  @Test
  void a_model_that_only_thinks_is_passed_over_when_half_of_the_time_is_gone() {
    rig.time = Duration.ofSeconds(6);
    Step[] thoughts = new Step[100];
    java.util.Arrays.setAll(
        thoughts, i -> i % 2 == 0 ? new Step.Reasoning("Hmm") : new Step.Pause(100));
    rig.deepSeek.enqueue(Script.of(thoughts));
    rig.openAi.enqueue(Script.answer("By OpenAI"));
    assertThat(rig.ask()).isEqualTo(BY_OPENAI);
    Rig.awaitEnd(rig.deepSeek, ExchangeEnd.CLIENT_CLOSED);
  }

  @Test
  void the_second_token_needs_not_come_before_the_first_is_passed_on() {
    rig.deepSeek.enqueue(
        Script.of(text("One "), await("first seen"), text("two"), finish("stop"), done()));
    rig.onPiece = piece -> rig.deepSeek.open("first seen");
    rig.ask();
    assertThat(rig.pieces).containsExactly("One ", "two");
  }

  @Test
  void what_the_sink_throws_comes_out_and_the_call_is_ended() {
    rig.deepSeek.enqueue(Script.of(text("One "), stall()));
    rig.onPiece =
        piece -> {
          throw new IllegalStateException("full");
        };
    assertThatThrownBy(rig::ask).hasMessage("full");
    Rig.awaitEnd(rig.deepSeek, ExchangeEnd.CLIENT_CLOSED);
  }

  @Test
  void a_page_where_events_were_expected_is_passed_over() {
    rig.deepSeek.enqueue(Script.answer("<html>").with("Content-Type", "text/html"));
    rig.openAi.enqueue(Script.answer("By OpenAI"));
    assertThat(rig.ask()).isEqualTo(BY_OPENAI);
    assertThat(rig.failures)
        .containsExactly("deepseek/deepseek-flash BROKEN content is not text/event-stream");
  }

  @Test
  void a_model_that_was_given_less_than_its_time_is_not_moved() {
    ModelChain chain = rig.only("deepseek,openai").chain();
    rig.time = Duration.ofMillis(800);
    rig.deepSeek.enqueue(Script.of(stall()));
    rig.ask(chain, "");
    rig.time = Duration.ofMinutes(3);
    rig.ask(chain, "");
    assertThat(rig.deepSeek.calls()).hasSize(2);
    assertThat(rig.openAi.calls()).isEmpty();
  }

  @Test
  void a_deadline_that_passes_is_lost_time_whatever_failed_before() {
    rig.only("deepseek,openai").time = Duration.ofSeconds(2);
    rig.deepSeek.enqueue(Script.error(500, "server_error", ""));
    rig.openAi.enqueue(Script.of(stall()));
    ChainOutcome outcome = rig.ask(rig.chainWithoutLastResort(), "");
    assertThat(((ChainOutcome.Failed) outcome).cause()).isEqualTo(ErrorCause.MODEL_TIMEOUT);
  }
}
