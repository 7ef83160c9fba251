package dev.sluice.standin.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standin.template.TableModel;
import java.nio.file.Path;
import java.util.Optional;

/** Makes tables as a template has them, and leaves those alone that are there already. */
final class TableSetup {
  private final DynamoDbCalls calls;
  private final Optional<Path> folder;

  /**
   * @param folder the data folder, for messages
   */
  TableSetup(DynamoDbCalls calls, Optional<Path> folder) {
    this.calls = calls;
    this.folder = folder;
  }

  void create(TableModel table) {
    DynamoDbCalls.Answer created = calls.call("CreateTable", table.creation());
    if (created.isError("ResourceInUseException")) {
      compare(table);
    } else if (!created.succeeded()) {
      throw failed(table, created);
    }
    table.ttlAttribute().ifPresent(attribute -> expire(table, attribute));
  }

  /** A table of another shape, left by an older template, cannot be used. */
  private void compare(TableModel table) {
    DynamoDbCalls.Answer existing = calls.call("DescribeTable", named(table));
    if (!existing.succeeded()) {
      throw failed(table, existing);
    }
    JsonNode keys = existing.body().path("Table").path("KeySchema");
    if (!keys.equals(table.creation().path("KeySchema"))) {
      throw new DynamoDbException(
          "The table "
              + table.name()
              + where()
              + " has the keys "
              + keys
              + " but the template wants "
              + table.creation().path("KeySchema"));
    }
  }

  private void expire(TableModel table, String attribute) {
    DynamoDbCalls.Answer described = calls.call("DescribeTimeToLive", named(table));
    JsonNode known = described.body().path("TimeToLiveDescription");
    if (known.path("AttributeName").asText().equals(attribute)) {
      return;
    }
    ObjectNode request = named(table);
    request
        .putObject("TimeToLiveSpecification")
        .put("AttributeName", attribute)
        .put("Enabled", true);
    DynamoDbCalls.Answer set = calls.call("UpdateTimeToLive", request);
    if (!set.succeeded()) {
      throw failed(table, set);
    }
  }

  private static ObjectNode named(TableModel table) {
    return JsonNodeFactory.instance.objectNode().put("TableName", table.name());
  }

  private DynamoDbException failed(TableModel table, DynamoDbCalls.Answer answer) {
    return new DynamoDbException(
        "The table " + table.name() + where() + " cannot be made: " + answer.message());
  }

  private String where() {
    return folder.map(f -> " in " + f).orElse(" in memory");
  }
}
