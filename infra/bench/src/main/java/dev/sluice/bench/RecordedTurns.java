package dev.sluice.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The turns in a table, by their question. */
final class RecordedTurns {
  private final Map<String, List<String>> answers = new HashMap<>();

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
              answers
                  .computeIfAbsent(text(item, "question"), question -> new ArrayList<>())
                  .add(text(item, "answer"));
            });
  }

  private static String text(Map<String, AttributeValue> item, String name) {
    AttributeValue value = item.get(name);
    return value == null ? "" : value.s();
  }

  /** Whether the question was recorded, and with nothing but this answer. */
  boolean has(String question, String answer) {
    List<String> recorded = answers.getOrDefault(question, List.of());
    return !recorded.isEmpty() && recorded.stream().allMatch(answer::equals);
  }

  /** Turns beyond the first of a question: streams that were begun anew. */
  int further() {
    return answers.values().stream().mapToInt(turns -> turns.size() - 1).sum();
  }
}
