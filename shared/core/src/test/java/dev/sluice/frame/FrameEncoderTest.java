package dev.sluice.frame;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.session.Citation;
import dev.sluice.session.Ending;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.FinishReason;
import dev.sluice.session.Passage;
import dev.sluice.session.StreamId;
import dev.sluice.session.Usage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every frame's keys, neither fewer nor more, and the values that older clients rely on. */
final class FrameEncoderTest {
  private static final StreamId ID = new StreamId(Messages.ID);
  private static final List<Citation> CITATIONS =
      List.of(new Citation(1, "a.md", "A", "https://shop.example/a"));

  @Test
  void status() {
    assertJson(
        new ServerFrame.Status(ID, true),
        """
        {"type":"status","stream_id":"%s","message":"Processing query...","status":"processing",
         "ai_agent_mode":true}\
        """);
  }

  @Test
  void immediate() {
    assertJson(
        new ServerFrame.Immediate(
            ID,
            List.of(
                passage("one", "b.md", 0.5, Map.of()),
                passage("two", "a.md", 0.25, new LinkedHashMap<>(Map.of("price", "9.90"))),
                passage("three", "b.md", 0.125, Map.of())),
            "auto",
            "hybrid",
            false,
            new ServerFrame.Security(false, "shop-widget", false)),
        """
        {"type":"immediate","stream_id":"%s","data":{
          "files":["b.md","a.md"],
          "snippets":[
            {"content":"one","source":"b.md","score":0.5,"title":"T","url":"u","metadata":{}},
            {"content":"two","source":"a.md","score":0.25,"title":"T","url":"u",
             "metadata":{"price":"9.90"}},
            {"content":"three","source":"b.md","score":0.125,"title":"T","url":"u","metadata":{}}],
          "model":"auto","search_strategy":"hybrid","ai_agent_mode":false,
          "security_info":{"user_filtered":false,"username":"shop-widget",
            "source_documents_count":3,"security_filtered":false}}}\
        """);
  }

  @Test
  void immediate_without_passages_keeps_its_keys() {
    assertJson(
        new ServerFrame.Immediate(
            ID, List.of(), "none", "hybrid", true, new ServerFrame.Security(true, "u", true)),
        """
        {"type":"immediate","stream_id":"%s","data":{"files":[],"snippets":[],"model":"none",
          "search_strategy":"hybrid","ai_agent_mode":true,
          "security_info":{"user_filtered":true,"username":"u","source_documents_count":0,
            "security_filtered":true}}}\
        """);
  }

  @Test
  void stream_start() {
    assertJson(
        new ServerFrame.StreamStart(ID, 2, 17, false),
        """
        {"type":"stream_start","stream_id":"%s","message":"Generating AI analysis...",
         "ai_agent_mode":false,"attempt":2,"offset":17}\
        """);
  }

  @Test
  void stream_token() {
    assertJson(
        new ServerFrame.StreamToken(ID, 1, 5, "Hallo ", true),
        """
        {"type":"stream_token","stream_id":"%s","token":"Hallo ","offset":5,"attempt":1,
         "ai_agent_mode":true}\
        """);
  }

  @Test
  void stream_end() {
    assertJson(
        new ServerFrame.StreamEnd(ID, 1, 11, "stop", CITATIONS, false),
        """
        {"type":"stream_end","stream_id":"%s","ai_agent_mode":false,"attempt":1,"length":11,
         "finish_reason":"stop","citations":[
           {"n":1,"source":"a.md","title":"A","url":"https://shop.example/a"}]}\
        """);
    assertJson(
        new ServerFrame.StreamEnd(ID, 1, 0, "cancelled", List.of(), true),
        """
        {"type":"stream_end","stream_id":"%s","ai_agent_mode":true,"attempt":1,"length":0,
         "finish_reason":"cancelled","citations":[]}\
        """);
  }

  @Test
  void overview() {
    assertJson(
        ServerFrame.Overview.of(ID, 3, "All of it", done("deepseek-chat"), true),
        """
        {"type":"overview","stream_id":"%s","data":"All of it","ai_agent_mode":true,
         "enhanced":true,"attempt":3,"citations":[
           {"n":1,"source":"a.md","title":"A","url":"https://shop.example/a"}]}\
        """);
  }

  @Test
  void an_answer_that_no_model_wrote_is_not_enhanced() {
    ServerFrame overview = ServerFrame.Overview.of(ID, 1, "x", done(ServerFrame.EXTRACTIVE), false);
    assertThat(read(overview).get("enhanced").booleanValue()).isFalse();
  }

  @Test
  void chunks() {
    assertJson(
        new ServerFrame.Chunks(
            ID, List.of(passage("one", "b.md", 1, Map.of()), passage("two", "b.md", 1, Map.of()))),
        """
        {"type":"chunks","stream_id":"%s","attempt":0,"data":{
          "chunks":[
            "one\\n<filename>b.md</filename>\\n<possible_files>[]</possible_files>",
            "two\\n<filename>b.md</filename>\\n<possible_files>[]</possible_files>"],
          "available_files":["b.md"],"possible_files_by_title":{}}}\
        """);
    assertJson(
        new ServerFrame.Chunks(ID, List.of()),
        """
        {"type":"chunks","stream_id":"%s","attempt":0,
         "data":{"chunks":[],"available_files":[],"possible_files_by_title":{}}}\
        """);
  }

  @Test
  void complete() {
    assertJson(
        ServerFrame.Complete.of(ID, 2, done("gpt")),
        """
        {"type":"complete","stream_id":"%s","message":"Query processed successfully",
         "response_time_ms":1234,"attempt":2,"model":"gpt",
         "usage":{"input_tokens":10,"output_tokens":20}}\
        """);
    assertThat(read(ServerFrame.Complete.of(ID, 2, done("gpt"))).get("response_time_ms").isInt())
        .isTrue();
  }

  @Test
  void an_error_that_ends_the_stream_has_an_attempt() {
    assertJson(
        ServerFrame.Error.ending(ID, 1, ErrorCode.ANSWER_INCOMPLETE),
        """
        {"type":"error","stream_id":"%s",
         "message":"The answer broke off before its end. Please ask again.",
         "code":"answer_incomplete","retryable":true,"attempt":1}\
        """);
  }

  @Test
  void an_error_that_answers_a_message_has_none() {
    assertJson(
        new ServerFrame.Error(
            ID, OptionalInt.empty(), ErrorCode.RATE_LIMITED, "Slowly.", OptionalLong.of(1500)),
        """
        {"type":"error","stream_id":"%s","message":"Slowly.","code":"rate_limited",
         "retryable":true,"retry_after_ms":1500}\
        """);
    assertThat(read(ServerFrame.Error.answering(ID, ErrorCode.INTERNAL)).has("attempt")).isFalse();
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void every_code_has_words_for_people_and_a_name_for_programs(ErrorCode code) {
    JsonNode error = read(ServerFrame.Error.ending(ID, 1, code));
    assertThat(error.get("message").textValue()).isNotBlank();
    assertThat(ErrorCode.named(error.get("code").textValue())).isEqualTo(code);
    assertThat(error.get("retryable").booleanValue()).isEqualTo(code.retryable());
  }

  @Test
  void the_codes_are_those_of_the_protocol() {
    assertThat(List.of(ErrorCode.values()).stream().map(ErrorCode::wireName))
        .containsExactlyInAnyOrder(
            "invalid_message",
            "question_required",
            "question_too_long",
            "unknown_action",
            "forbidden",
            "token_expired",
            "rate_limited",
            "quota_exhausted",
            "busy",
            "not_found",
            "retrieval_failed",
            "model_failed",
            "model_timeout",
            "answer_incomplete",
            "internal");
  }

  @Test
  void moved() {
    assertJson(
        new ServerFrame.Moved(ID, 4), "{\"type\":\"moved\",\"stream_id\":\"%s\",\"attempt\":4}");
  }

  @Test
  void a_surrogate_pair_is_written_as_four_bytes_of_utf_8() {
    byte[] frame = FrameEncoder.encode(new ServerFrame.StreamToken(ID, 1, 0, "\uD83D\uDE00", true));
    assertThat(new String(frame, StandardCharsets.UTF_8))
        .contains("\"token\":\"\uD83D\uDE00\"")
        .doesNotContain("\\u");
  }

  private static Ending.Done done(String model) {
    return new Ending.Done(FinishReason.STOP, CITATIONS, model, new Usage(10, 20), 1_234);
  }

  private static Passage passage(
      String content, String source, double score, Map<String, String> metadata) {
    return new Passage(content, source, score, "T", "u", metadata);
  }

  private static void assertJson(ServerFrame frame, String expected) {
    assertThat(read(frame))
        .isEqualTo(read(expected.formatted(ID).getBytes(StandardCharsets.UTF_8)));
  }

  private static JsonNode read(ServerFrame frame) {
    return read(FrameEncoder.encode(frame));
  }

  private static JsonNode read(byte[] json) {
    try {
      return Json.MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
