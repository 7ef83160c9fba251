package dev.sluice.frame;

import static dev.sluice.frame.Messages.ID;
import static dev.sluice.frame.Messages.invalid;
import static dev.sluice.frame.Messages.valid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.frame.ClientMessage.Question;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.StreamId;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes is answered with a value, and what is answered can be encoded. */
final class MalformedMessagesTest {
  private static final String HIGH = "\\ud83d";
  private static final String LOW = "\\ude00";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\n\t",
        "hello",
        "{",
        "}",
        "{'question'",
        "{'question':}",
        "{question:'Q'}",
        "{'question':'Q',}",
        "{'question':'Q'} x",
        "{'question':'Q'}{'question':'Q'}",
        "{'question':'Q'}]",
        "[]",
        "[{'question':'Q'}]",
        "5",
        "-1e9",
        "'text'",
        "true",
        "null",
        "NaN",
        "{'question':NaN}",
        "{'question':'a\nb'}",
        "{'question':'\\x'}",
        "\u0000",
        "\uFEFF",
        "{'question':'Q'}\u0000",
        "// comment\n{'question':'Q'}",
        "{'question':'\\ud83'}"
      })
  void what_is_no_json_object_is_an_invalid_message(String message) {
    Decoded.Invalid invalid = invalid(message);
    assertThat(invalid.code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
    assertThat(invalid.explanation()).startsWith("Expected a JSON object but got ");
    assertThat(invalid.id()).isEmpty();
    assertThat(invalid.question()).isFalse();
  }

  @Test
  void what_came_instead_is_named() {
    assertThat(invalid("[1,2]").explanation()).endsWith("an array");
    assertThat(invalid("5").explanation()).endsWith("a number");
    assertThat(invalid("'abc'").explanation()).endsWith("a string of 3 characters");
    assertThat(invalid("true").explanation()).endsWith("a boolean");
    assertThat(invalid("null").explanation()).endsWith("null");
    assertThat(invalid("").explanation()).endsWith("an empty text");
  }

  @Test
  void deep_nesting_is_refused_before_it_is_read() {
    int depth = Json.MAX_DEPTH - 1;
    valid("{'question':'Q','x':" + "[".repeat(depth) + "]".repeat(depth) + "}");
    for (int deep : new int[] {depth + 1, 1_000, 60_000}) {
      Decoded.Invalid invalid =
          invalid("{'question':'Q','x':" + "[".repeat(deep) + "]".repeat(deep) + "}");
      assertThat(invalid.code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
      assertThat(invalid.explanation()).contains("nested");
    }
    assertThat(invalid("[".repeat(60_000)).code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
    assertThat(invalid("{'a':".repeat(20_000)).code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
  }

  @Test
  void a_number_of_thousands_of_digits_is_refused() {
    Decoded.Invalid invalid = invalid("{'question':'Q','top_k':" + "9".repeat(100_000) + "}");
    assertThat(invalid.code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
  }

  @Test
  void half_a_surrogate_pair_never_comes_through() {
    Question question =
        (Question)
            valid(
                "{'question':'a"
                    + HIGH
                    + "b"
                    + LOW
                    + HIGH
                    + LOW
                    + "','session_id':'s"
                    + HIGH
                    + "','filters':{'f"
                    + LOW
                    + "':'"
                    + HIGH
                    + "'},'context':{'url':'"
                    + LOW
                    + "'}}");
    assertThat(question.question()).isEqualTo("a\uFFFDb\uFFFD\uD83D\uDE00");
    assertThat(question.session().orElseThrow().value()).isEqualTo("s\uFFFD");
    assertThat(question.filters().toString()).isEqualTo("{f\uFFFD=[\uFFFD]}");
    assertThat(question.context().url()).isEqualTo("\uFFFD");
  }

  @Test
  void an_explanation_that_quotes_the_message_can_be_encoded() {
    for (int before = 36; before <= 42; before++) {
      String quoted = "x".repeat(before) + HIGH + LOW + "tail";
      assertEncodable(invalid("{'action':'" + quoted + "'}"));
      assertEncodable(invalid("{'question':'Q','stream_id':'" + quoted + "'}"));
      assertEncodable(invalid("{'question':'Q','filters':{'" + quoted + "':[]}}"));
    }
    assertEncodable(invalid("{'action':'" + HIGH + "'}"));
    assertEncodable(invalid("{'question':'Q','filters':{'" + LOW + "':{}}}"));
    assertEncodable(
        invalid("{'action':'feedback','stream_id':'" + ID + "','rating':'" + HIGH + "'}"));
  }

  @Test
  void random_damage_to_a_message_never_throws() {
    Random random = new Random(7);
    String whole =
        Messages.json(
            "{'action':'query','question':'Was? \uD83D\uDE00','stream_id':'"
                + ID
                + "','top_k':3,'filters':{'a':['b',1]},'context':{'url':'u'},'x':[null,1.5e3]}");
    String alphabet = "{}[]\",:\\u0d8e19nulltrue \uD83D\uDE00";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder damaged = new StringBuilder(whole);
      for (int edits = random.nextInt(4); edits >= 0; edits--) {
        int at = random.nextInt(damaged.length());
        char c = alphabet.charAt(random.nextInt(alphabet.length()));
        switch (random.nextInt(3)) {
          case 0 -> damaged.deleteCharAt(at);
          case 1 -> damaged.insert(at, c);
          default -> damaged.setCharAt(at, c);
        }
      }
      if (ClientMessageDecoder.decode(damaged.toString()) instanceof Decoded.Invalid invalid) {
        assertEncodable(invalid);
      }
    }
  }

  private static void assertEncodable(Decoded.Invalid invalid) {
    byte[] frame =
        FrameEncoder.encode(
            new ServerFrame.Error(
                new StreamId(ID),
                java.util.OptionalInt.empty(),
                invalid.code(),
                invalid.explanation(),
                java.util.OptionalLong.empty()));
    try {
      // strict, unlike the constructors of String: what is no UTF-8 would end the connection (1007)
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(frame)).toString();
      assertThat(text).doesNotContainIgnoringCase("\\ud8", "\\ude").contains("\"error\"");
    } catch (CharacterCodingException e) {
      throw new AssertionError("No UTF-8: " + invalid.explanation(), e);
    }
  }
}
