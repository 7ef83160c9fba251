package dev.sluice.frame;

import static dev.sluice.frame.Messages.ID;
import static dev.sluice.frame.Messages.invalid;
import static dev.sluice.frame.Messages.valid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.frame.ClientMessage.Cancel;
import dev.sluice.frame.ClientMessage.Feedback;
import dev.sluice.frame.ClientMessage.Resume;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.StreamId;
import dev.sluice.session.StreamStore.Rating;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Resume, cancel and feedback, and actions that are none of ours. */
final class OtherMessagesDecodingTest {
  private static final StreamId STREAM = new StreamId(ID);
  private static final String OF_STREAM = "'stream_id':'" + ID + "'";

  @Test
  void a_resume_says_what_the_client_holds() {
    assertThat(valid("{'action':'resume'," + OF_STREAM + ",'offset':12,'attempt':2}"))
        .isEqualTo(new Resume(STREAM, 12, 2));
    assertThat(valid("{'action':'resume'," + OF_STREAM + ",'offset':2147483647,'attempt':0}"))
        .isEqualTo(new Resume(STREAM, Integer.MAX_VALUE, 0));
  }

  @Test
  void a_resume_without_numbers_holds_nothing() {
    assertThat(valid("{'action':'resume'," + OF_STREAM + "}")).isEqualTo(new Resume(STREAM, 0, 0));
    assertThat(valid("{'action':'resume'," + OF_STREAM + ",'offset':null,'attempt':null,'x':1}"))
        .isEqualTo(new Resume(STREAM, 0, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          offset  | -1
          offset  | 2147483648
          offset  | 1.5
          offset  | "1"
          offset  | []
          attempt | -1
          attempt | 2147483648
          attempt | 0.5
          attempt | true
          attempt | {}
          """)
  void a_resume_with_a_wrong_number_is_refused(String field, String value) {
    Decoded.Invalid invalid =
        invalid("{'action':'resume'," + OF_STREAM + ",'" + field + "':" + value + "}");
    assertThat(invalid.code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
    assertThat(invalid.explanation()).contains("'" + field + "'").contains("from 0 to 2147483647");
    assertThat(invalid.id()).contains(STREAM);
    assertThat(invalid.question()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"resume", "cancel", "feedback','rating':'up"})
  void each_needs_the_id_of_a_stream(String action) {
    for (String id : new String[] {"", ",'stream_id':null", ",'stream_id':'x'", ",'stream_id':1"}) {
      Decoded.Invalid invalid = invalid("{'action':'" + action + "'" + id + "}");
      assertThat(invalid.code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
      assertThat(invalid.explanation()).contains("'stream_id'");
      assertThat(invalid.id()).isEmpty();
      assertThat(invalid.question()).isFalse();
    }
  }

  @Test
  void a_cancel_needs_nothing_else() {
    assertThat(valid("{'action':'cancel'," + OF_STREAM + ",'offset':'ignored'}"))
        .isEqualTo(new Cancel(STREAM));
  }

  @Test
  void feedback_is_up_or_down_with_an_optional_comment() {
    assertThat(valid("{'action':'feedback'," + OF_STREAM + ",'rating':'up'}"))
        .isEqualTo(new Feedback(STREAM, Rating.UP, ""));
    assertThat(valid("{'action':'feedback'," + OF_STREAM + ",'rating':'down','comment':null}"))
        .isEqualTo(new Feedback(STREAM, Rating.DOWN, ""));
    assertThat(
            valid("{'action':'feedback'," + OF_STREAM + ",'rating':'down','comment':'no','x':0}"))
        .isEqualTo(new Feedback(STREAM, Rating.DOWN, "no"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ",'rating':null", ",'rating':'UP'", ",'rating':5", ",'rating':''"})
  void feedback_without_a_rating_is_refused(String rating) {
    Decoded.Invalid invalid = invalid("{'action':'feedback'," + OF_STREAM + rating + "}");
    assertThat(invalid.code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
    assertThat(invalid.explanation()).contains("'rating'");
    assertThat(invalid.id()).contains(STREAM);
  }

  @Test
  void a_comment_has_at_most_1000_characters() {
    String message = "{'action':'feedback'," + OF_STREAM + ",'rating':'up','comment':'%s'}";
    assertThat(((Feedback) valid(message.formatted("c".repeat(1_000)))).comment()).hasSize(1_000);
    assertThat(invalid(message.formatted("c".repeat(1_001))).explanation())
        .contains("'comment'")
        .contains("1000")
        .contains("1001");
    assertThat(invalid(message.replace("'%s'", "5")).explanation()).contains("'comment'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Query", "RESUME", "ping", "", " ", "delete", "resume "})
  void an_action_that_is_none_of_ours_is_unknown(String action) {
    Decoded.Invalid invalid =
        invalid("{'action':'" + action + "','question':'Q'," + OF_STREAM + "}");
    assertThat(invalid.code()).isEqualTo(ErrorCode.UNKNOWN_ACTION);
    assertThat(invalid.explanation()).contains("'action'").contains("'" + action + "'");
    assertThat(invalid.id()).contains(STREAM);
    assertThat(invalid.question()).isFalse();
  }
}
