package dev.sluice.frame;

import static dev.sluice.frame.Messages.ID;
import static dev.sluice.frame.Messages.asking;
import static dev.sluice.frame.Messages.invalid;
import static dev.sluice.frame.Messages.valid;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.frame.ClientMessage.Question;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.PageContext;
import dev.sluice.session.SessionId;
import dev.sluice.session.StreamId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A question's fields: absent, present, null, of a wrong type, at and over their limits. */
final class QuestionDecodingTest {
  private static final Question PLAIN =
      new Question(
          "Q",
          Optional.empty(),
          true,
          true,
          Optional.empty(),
          false,
          8,
          Map.of(),
          PageContext.NONE);

  @Test
  void a_question_alone_has_every_default() {
    assertThat(valid("{'question':'Q'}")).isEqualTo(PLAIN);
  }

  @Test
  void the_action_query_says_the_same_as_none() {
    assertThat(valid(asking("'action':'query'"))).isEqualTo(PLAIN);
    assertThat(valid(asking("'action':null"))).isEqualTo(PLAIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "humanize",
        "stream",
        "session_id",
        "ai_agent_mode",
        "stream_id",
        "top_k",
        "filters",
        "context"
      })
  void null_counts_as_absent(String field) {
    assertThat(valid(asking("'" + field + "':null"))).isEqualTo(PLAIN);
  }

  @Test
  void unknown_siblings_are_ignored() {
    assertThat(valid(asking("'version':7,'nested':{'question':5},'list':[[1],{}],'x':null")))
        .isEqualTo(PLAIN);
    assertThat(question("'humanize':false,'humanise':'maybe'").humanize()).isFalse();
    assertThat(question("'context':{'locale':'de','colour':['red']}").context())
        .isEqualTo(new PageContext("", "", "de", ""));
  }

  @Test
  void every_field_is_read() {
    Question all =
        (Question)
            valid(
                "{'question':'Wie viel?','stream_id':'"
                    + ID
                    + "','humanize':false,'stream':false,'session_id':'s-1','ai_agent_mode':true,"
                    + "'top_k':3,'filters':{'brand':'A','size':['S','M']},"
                    + "'context':{'product_id':'p1','url':'https://shop.example/p1',"
                    + "'locale':'de-AT','currency':'EUR'}}");
    assertThat(all)
        .isEqualTo(
            new Question(
                "Wie viel?",
                Optional.of(new StreamId(ID)),
                false,
                false,
                Optional.of(new SessionId("s-1")),
                true,
                3,
                Map.of("brand", List.of("A"), "size", List.of("S", "M")),
                new PageContext("p1", "https://shop.example/p1", "de-AT", "EUR")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{'question':null}",
        "{'question':''}",
        "{'question':' \\n\\t '}",
        "{'q':1}"
      })
  void a_question_is_required(String message) {
    Decoded.Invalid invalid = invalid(message);
    assertThat(invalid.code()).isEqualTo(ErrorCode.QUESTION_REQUIRED);
    assertThat(invalid.explanation()).isEqualTo("Question is required");
    assertThat(invalid.question()).isTrue();
  }

  @Test
  void a_question_has_at_most_4000_characters() {
    assertThat(((Question) valid("{'question':'" + "ä".repeat(4_000) + "'}")).question())
        .hasSize(4_000);
    Decoded.Invalid invalid = invalid("{'question':'" + "a".repeat(4_001) + "'}");
    assertThat(invalid.code()).isEqualTo(ErrorCode.QUESTION_TOO_LONG);
    assertThat(invalid.explanation()).contains("'question'").contains("4000").contains("4001");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          question    | 5
          question    | ["Q"]
          question    | {"text":"Q"}
          question    | true
          humanize    | "true"
          humanize    | 1
          humanize    | []
          stream      | "false"
          stream      | 0
          stream      | {}
          ai_agent_mode | "yes"
          ai_agent_mode | 1
          session_id  | 17
          session_id  | true
          session_id  | ["s"]
          session_id  | {}
          stream_id   | 5
          stream_id   | []
          stream_id   | {}
          stream_id   | "x"
          stream_id   | ""
          top_k       | "3"
          top_k       | 3.5
          top_k       | 3.0
          top_k       | true
          top_k       | []
          top_k       | 99999999999999999999
          filters     | "brand"
          filters     | []
          filters     | 1
          filters     | {"brand":{}}
          filters     | {"brand":null}
          filters     | {"brand":[null]}
          filters     | {"brand":[["A"]]}
          filters     | {"brand":[]}
          context     | "p1"
          context     | []
          context     | 1
          context     | {"product_id":5}
          context     | {"url":{}}
          context     | {"locale":[]}
          context     | {"currency":true}
          action      | 5
          action      | []
          """)
  void a_wrong_type_is_named_with_its_field(String field, String value) {
    String rest = field.equals("question") ? "" : "\"question\":\"Q\",";
    Decoded.Invalid invalid = invalid("{" + rest + "\"" + field + "\":" + value + "}");
    assertThat(invalid.code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
    assertThat(invalid.explanation()).startsWith("Expected '").contains(" but got ");
    if (!field.equals("context")) {
      assertThat(invalid.explanation()).contains("'" + field);
    }
  }

  @Test
  void top_k_goes_from_1_to_20() {
    assertThat(question("'top_k':1").topK()).isEqualTo(1);
    assertThat(question("'top_k':20").topK()).isEqualTo(20);
    for (int outside : new int[] {0, -1, 21, Integer.MAX_VALUE}) {
      assertThat(invalid(asking("'top_k':" + outside)).explanation())
          .isEqualTo("Expected 'top_k' to be a whole number from 1 to 20 but got " + outside);
    }
  }

  @Test
  void a_session_id_has_at_most_128_characters_and_an_empty_one_is_none() {
    assertThat(question("'session_id':'" + "s".repeat(128) + "'").session())
        .contains(new SessionId("s".repeat(128)));
    assertThat(question("'session_id':''").session()).isEmpty();
    assertThat(invalid(asking("'session_id':'" + "s".repeat(129) + "'")).explanation())
        .contains("'session_id'")
        .contains("128")
        .contains("129");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0f8fad5b-d9cb-169f-a165-70867728950e", // version 1
        "0f8fad5b-d9cb-469f-c165-70867728950e", // another variant
        "0f8fad5bd9cb469fa16570867728950e",
        "{0f8fad5b-d9cb-469f-a165-70867728950e}",
        "0f8fad5b-d9cb-469f-a165-70867728950e ",
        "0f8fad5b-d9cb-469f-a165-70867728950g"
      })
  void a_stream_id_is_a_uuid_of_version_4(String id) {
    Decoded.Invalid invalid = invalid(asking("'stream_id':'" + id + "'"));
    assertThat(invalid.code()).isEqualTo(ErrorCode.INVALID_MESSAGE);
    assertThat(invalid.explanation()).contains("'stream_id'").contains("UUIDv4");
    assertThat(invalid.id()).isEmpty();
  }

  @Test
  void the_case_of_a_stream_id_does_not_matter() {
    assertThat(question("'stream_id':'" + ID.toUpperCase(java.util.Locale.ROOT) + "'").id())
        .contains(new StreamId(ID));
  }

  @Test
  void filters_take_numbers_and_flags_as_their_text() {
    assertThat(question("'filters':{'price':12.5,'sale':true,'year':[2024,2025]}").filters())
        .isEqualTo(
            Map.of(
                "price",
                List.of("12.5"),
                "sale",
                List.of("true"),
                "year",
                List.of("2024", "2025")));
  }

  @Test
  void filters_are_bounded_in_number_values_and_length() {
    assertThat(question("'filters':{" + fields(16) + "}").filters()).hasSize(16);
    assertThat(invalid(asking("'filters':{" + fields(17) + "}")).explanation()).contains("16");
    assertThat(question("'filters':{'f':[" + values(32) + "]}").filters().get("f")).hasSize(32);
    assertThat(invalid(asking("'filters':{'f':[" + values(33) + "]}")).explanation())
        .contains("'filters.f'")
        .contains("32");
    assertThat(question("'filters':{'f':'" + "v".repeat(256) + "'}").filters()).hasSize(1);
    assertThat(invalid(asking("'filters':{'f':'" + "v".repeat(257) + "'}")).explanation())
        .contains("'filters.f'")
        .contains("256");
  }

  @Test
  void the_name_of_a_filter_is_bounded_too() {
    assertThat(question("'filters':{'" + "n".repeat(256) + "':'v'}").filters()).hasSize(1);
    assertThat(invalid(asking("'filters':{'" + "n".repeat(257) + "':'v'}")).explanation())
        .contains("'filters.n")
        .contains("256");
  }

  @ParameterizedTest
  @CsvSource({"product_id,256", "url,2048", "locale,256", "currency,256"})
  void each_part_of_the_context_is_bounded(String part, int limit) {
    PageContext context =
        question("'context':{'" + part + "':'" + "c".repeat(limit) + "'}").context();
    assertThat(context.toString()).contains("c".repeat(limit));
    assertThat(
            invalid(asking("'context':{'" + part + "':'" + "c".repeat(limit + 1) + "'}"))
                .explanation())
        .contains("'" + part + "'")
        .contains("" + limit);
  }

  @Test
  void an_error_names_the_stream_as_far_as_it_could_be_read() {
    String field = "'stream_id':'" + ID + "'";
    assertThat(invalid("{" + field + "}").id()).contains(new StreamId(ID));
    assertThat(invalid(asking("'top_k':0," + field)).id()).contains(new StreamId(ID));
    assertThat(invalid(asking("'top_k':0,'stream_id':5")).id()).isEmpty();
  }

  private static Question question(String fields) {
    return (Question) valid(asking(fields));
  }

  private static String fields(int count) {
    StringBuilder fields = new StringBuilder("'f0':'v'");
    for (int i = 1; i < count; i++) {
      fields.append(",'f").append(i).append("':'v'");
    }
    return fields.toString();
  }

  private static String values(int count) {
    return "'v'" + ",'v'".repeat(count - 1);
  }
}
