package dev.sluice.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.frame.ClientMessage;
import dev.sluice.frame.ClientMessageDecoder;
import dev.sluice.frame.Decoded;
import dev.sluice.frame.FrameEncoder;
import dev.sluice.frame.FrameSize;
import dev.sluice.frame.ServerFrame;
import dev.sluice.protocol.DocumentExamples.Code;
import dev.sluice.protocol.DocumentExamples.Example;
import dev.sluice.session.ErrorCode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/protocol.md}, {@code docs/asyncapi.yaml} and the code say the same. */
class ProtocolDocumentTest {
  private static final FrameSchemas SCHEMAS = Documents.schemas();

  /** All that a frame may do without. */
  private static final Set<String> OPTIONAL = Set.of("/retry_after_ms", "/attempt");

  static List<Example> examples() {
    return DocumentExamples.examples();
  }

  static Stream<Example> clientExamples() {
    return examples().stream().filter(example -> !example.frame());
  }

  static List<ServerFrame> sampleFrames() {
    return SampleFrames.all();
  }

  static Stream<ServerFrame> allFrames() {
    return Stream.concat(SampleFrames.all().stream(), SampleFrames.bare().stream());
  }

  @ParameterizedTest
  @MethodSource("examples")
  void every_example_is_as_its_schema_says(Example example) {
    assertThat(SCHEMAS.problems(example.schema(), example.json())).isEmpty();
    String family = example.frame() ? "ServerFrame" : "ClientMessage";
    assertThat(SCHEMAS.problems(family, example.json())).isEmpty();
  }

  @Test
  void every_message_and_every_frame_has_an_example() {
    assertThat(examples().stream().map(Example::schema).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Stream.of("ClientMessage", "ServerFrame")
                .flatMap(family -> SCHEMAS.alternatives(family).stream())
                .toList());
  }

  @ParameterizedTest
  @MethodSource("clientExamples")
  void every_example_of_a_message_is_understood_but_the_ping_of_the_gateway(Example example) {
    Decoded decoded = ClientMessageDecoder.decode(example.json());
    if (example.schema().equals("ClientPing")) {
      assertThat(decoded).isInstanceOf(Decoded.Invalid.class);
    } else {
      assertThat(decoded).isInstanceOf(Decoded.Valid.class);
    }
  }

  @ParameterizedTest
  @MethodSource("allFrames")
  void every_encoded_frame_is_as_its_schema_says(ServerFrame frame) {
    assertThat(SCHEMAS.problems(encoded(frame))).isEmpty();
    assertThat(SCHEMAS.problems("ServerFrame", encoded(frame))).isEmpty();
  }

  @Test
  void every_kind_of_frame_is_among_the_samples_and_in_the_document() {
    assertThat(sampleFrames().stream().map(Object::getClass).distinct().toList())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.asList(ServerFrame.class.getPermittedSubclasses()));
    Set<String> types =
        sampleFrames().stream()
            .map(frame -> FrameSchemas.parse(encoded(frame)).get("type").textValue())
            .collect(Collectors.toSet());
    types.add("pong");
    assertThat(SCHEMAS.types()).isEqualTo(types);
  }

  @ParameterizedTest
  @MethodSource("sampleFrames")
  void a_frame_that_lacks_a_key_is_refused(ServerFrame frame) {
    JsonNode json = FrameSchemas.parse(encoded(frame));
    boolean error = frame instanceof ServerFrame.Error;
    List<Spoiled> lacking =
        Spoiled.byRemoving(json).stream()
            .filter(spoiled -> !(error && OPTIONAL.contains(spoiled.where().toString())))
            .filter(spoiled -> !spoiled.where().toString().contains("/metadata/"))
            .toList();
    assertThat(lacking).hasSizeGreaterThanOrEqualTo(3);
    assertThat(lacking).allSatisfy(ProtocolDocumentTest::isRefused);
  }

  @ParameterizedTest
  @MethodSource("sampleFrames")
  void a_frame_with_a_value_of_a_wrong_type_is_refused(ServerFrame frame) {
    assertThat(Spoiled.byMistyping(FrameSchemas.parse(encoded(frame))))
        .hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(ProtocolDocumentTest::isRefused);
  }

  private static void isRefused(Spoiled spoiled) {
    String json = spoiled.json().toString();
    assertThat(SCHEMAS.problems(json)).isNotEmpty();
    assertThat(SCHEMAS.problems("ServerFrame", json)).isNotEmpty();
  }

  @Test
  void a_key_that_nobody_knows_yet_is_allowed() {
    assertThat(SCHEMAS.problems("{\"type\":\"pong\",\"later\":1}")).isEmpty();
  }

  @Test
  void a_frame_of_an_unknown_type_is_refused() {
    assertThat(SCHEMAS.problems("{\"type\":\"gossip\"}")).isNotEmpty();
    assertThat(SCHEMAS.problems("{\"message\":\"Internal server error\"}")).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"question\":\"\"}",
        "{\"question\":\" \\n\"}",
        "{\"question\":5}",
        "{\"question\":\"q\",\"stream_id\":\"3c0a91d4-7be2-1f56-a8c1-5d92e0b7f364\"}",
        "{\"question\":\"q\",\"humanize\":\"yes\"}",
        "{\"question\":\"q\",\"stream\":1}",
        "{\"question\":\"q\",\"top_k\":0}",
        "{\"question\":\"q\",\"top_k\":21}",
        "{\"question\":\"q\",\"top_k\":1.5}",
        "{\"question\":\"q\",\"filters\":[]}",
        "{\"question\":\"q\",\"filters\":{\"brand\":[]}}",
        "{\"question\":\"q\",\"filters\":{\"brand\":null}}",
        "{\"question\":\"q\",\"filters\":{\"brand\":[[\"a\"]]}}",
        "{\"question\":\"q\",\"context\":\"home\"}",
        "{\"question\":\"q\",\"context\":{\"url\":7}}",
        "{\"action\":\"resume\"}",
        "{\"action\":\"resume\",\"stream_id\":\"3c0a91d4-7be2-4f56-a8c1-5d92e0b7f364\",\"offset\":-1}",
        "{\"action\":\"resume\",\"stream_id\":\"3c0a91d4-7be2-4f56-a8c1-5d92e0b7f364\",\"attempt\":\"1\"}",
        "{\"action\":\"cancel\",\"stream_id\":null}",
        "{\"action\":\"feedback\",\"stream_id\":\"3c0a91d4-7be2-4f56-a8c1-5d92e0b7f364\"}",
        "{\"action\":\"feedback\",\"stream_id\":\"3c0a91d4-7be2-4f56-a8c1-5d92e0b7f364\",\"rating\":5}",
        "{\"action\":\"subscribe\",\"question\":\"q\"}",
        "[]",
        "7"
      })
  void what_the_decoder_refuses_no_schema_allows(String message) {
    assertThat(ClientMessageDecoder.decode(message)).isInstanceOf(Decoded.Invalid.class);
    assertThat(SCHEMAS.problems("ClientMessage", message)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"question\":\"q\",\"session_id\":null,\"humanize\":null,\"stream\":null,\"top_k\":null}",
        "{\"question\":\"q\",\"stream_id\":null,\"filters\":null,\"context\":null,\"action\":null}",
        "{\"question\":\"q\",\"filters\":{\"size\":[42,\"M\",true],\"new\":false},\"later\":{}}",
        "{\"question\":\"q\",\"stream_id\":\"3C0A91D4-7BE2-4F56-A8C1-5D92E0B7F364\",\"top_k\":20}",
        "{\"action\":\"resume\",\"stream_id\":\"3c0a91d4-7be2-4f56-a8c1-5d92e0b7f364\"}",
        "{\"action\":\"feedback\",\"stream_id\":\"3c0a91d4-7be2-4f56-a8c1-5d92e0b7f364\","
            + "\"rating\":\"up\",\"comment\":null}"
      })
  void what_the_schemas_allow_the_decoder_understands(String message) {
    assertThat(SCHEMAS.problems("ClientMessage", message)).isEmpty();
    assertThat(ClientMessageDecoder.decode(message)).isInstanceOf(Decoded.Valid.class);
  }

  @Test
  void the_limits_in_the_schemas_are_those_in_the_code() {
    assertThat(SCHEMAS.part("ClientQuestion", "/properties/question/maxLength").intValue())
        .isEqualTo(ClientMessage.Question.MAX_LENGTH);
    assertThat(SCHEMAS.part("ClientQuestion", "/properties/top_k/maximum").intValue())
        .isEqualTo(ClientMessage.Question.MAX_TOP_K);
    assertThat(SCHEMAS.part("ClientQuestion", "/properties/top_k/default").intValue())
        .isEqualTo(ClientMessage.Question.DEFAULT_TOP_K);
    assertThat(SCHEMAS.part("ClientFeedback", "/properties/comment/maxLength").intValue())
        .isEqualTo(ClientMessage.Feedback.MAX_COMMENT_LENGTH);
    assertThat(SCHEMAS.part("StreamToken", "/properties/token/maxLength").intValue())
        .isEqualTo(FrameSize.MAX_TOKEN_BYTES);
    assertThat(SCHEMAS.part("Overview", "/properties/data/maxLength").intValue())
        .isEqualTo(FrameSize.MAX_ANSWER_BYTES);
  }

  @Test
  void the_error_codes_in_both_documents_are_those_in_the_code() {
    List<Code> codes =
        Arrays.stream(ErrorCode.values())
            .map(code -> new Code(code.wireName(), code.retryable()))
            .toList();
    assertThat(DocumentExamples.codes()).containsExactlyElementsOf(codes);
    assertThat(SCHEMAS.part("Error", "/properties/code/enum"))
        .map(JsonNode::textValue)
        .containsExactlyElementsOf(codes.stream().map(Code::name).toList());
    assertThat(codes)
        .allSatisfy(
            code -> {
              assertThat(SCHEMAS.problems(error(code.name(), code.retryable()))).isEmpty();
              assertThat(SCHEMAS.problems(error(code.name(), !code.retryable()))).isNotEmpty();
            });
  }

  private static String error(String code, boolean retryable) {
    return "{\"type\":\"error\",\"stream_id\":\"3c0a91d4-7be2-4f56-a8c1-5d92e0b7f364\","
        + "\"message\":\"Broken\",\"code\":\"%s\",\"retryable\":%s}".formatted(code, retryable);
  }

  private static String encoded(ServerFrame frame) {
    return new String(FrameEncoder.encode(frame), StandardCharsets.UTF_8);
  }
}
