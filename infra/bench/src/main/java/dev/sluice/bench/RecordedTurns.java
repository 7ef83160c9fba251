package dev.sluice.bench;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The turns in a table, by their question. */
final class RecordedTurns {
  private final Map<String, String> answers = new HashMap<>();
  private int twice;

  RecordedTurns(DynamoDbClient dynamoDb, String table) {
    dynamoDb
        .scanPaginator(
            r ->
                r.tableName(table)
                    .filterExpression("begins_with(sk, :turn)")
                    .expressionAttributeValues(Map.of(":turn", AttributeValue.fromS("TURN#"))))
        .items()
        .forEach(
            item -> {
              if (answers.put(text(item, "question"), text(item, "answer")) != null) {
                twice++;
              }
            });
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? "" : value.s();
  }

  /** Whether the question was recorded with this answer. */
  boolean has(String question, String answer) {
    return answer.equals(answers.get(question));
  }

  /** Questions that have more than one turn. */
  int twice() {
    return twice;
  }
}
