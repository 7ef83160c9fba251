package dev.sluice.standin.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.standin.policy.AccessRequest;
import dev.sluice.standin.template.StackIdentity;
import dev.sluice.standin.template.TableModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request to DynamoDB needs to be allowed.
 *
 * @param identity region and account
 * @param tables of the template
 * @see <a
 *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html">Actions,
 *     resources, and condition keys for Amazon DynamoDB</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html">Using
 *     IAM policy conditions for fine-grained access control</a>
 */
record TableAccess(StackIdentity identity, Collection<TableModel> tables) {
  private static final Pattern EQUALITY = Pattern.compile("([#\\w.-]+)\\s*=\\s*(:\\w+)");

  /** Everything that must be allowed; transactions and batches need it of each of their parts. */
  List<AccessRequest> wanted(String operation, JsonNode request) {
    return switch (operation) {
      case "BatchGetItem" -> batch(request, "dynamodb:BatchGetItem");
      case "BatchWriteItem" -> batch(request, "dynamodb:BatchWriteItem");
      case "TransactGetItems" -> transaction(request);
      case "TransactWriteItems" -> transaction(request);
      default -> List.of(one("dynamodb:" + operation, request));
    };
  }

  private AccessRequest one(String action, JsonNode request) {
    if (!request.has("TableName")) {
      return AccessRequest.of(action, "*");
    }
    String table = tableName(request.get("TableName").asText());
    Optional<String> index = Optional.ofNullable(request.path("IndexName").textValue());
    String arn = identity.arn("dynamodb", "table/" + table);
    AccessRequest wanted =
        AccessRequest.of(action, arn + index.map(name -> "/index/" + name).orElse(""));
    List<String> keys =
        hashKey(table, index).flatMap(hash -> leadingKey(request, hash)).stream().toList();
    return keys.isEmpty() ? wanted : wanted.with("dynamodb:LeadingKeys", keys);
  }

  /** A table is called by its name or its ARN. */
  private static String tableName(String text) {
    return text.substring(text.indexOf("table/") < 0 ? 0 : text.indexOf("table/") + 6);
  }

  private static Optional<String> leadingKey(JsonNode request, String hash) {
    JsonNode item = request.has("Key") ? request.path("Key") : request.path("Item");
    return item.has(hash) ? Optional.of(text(item.get(hash))) : queried(request, hash);
  }

  /** The value of the partition key in the condition of a query. */
  private static Optional<String> queried(JsonNode request, String hash) {
    Matcher equality = EQUALITY.matcher(request.path("KeyConditionExpression").asText());
    while (equality.find()) {
      String name = equality.group(1);
      String attribute =
          name.startsWith("#")
              ? request.path("ExpressionAttributeNames").path(name).asText()
              : name;
      JsonNode value = request.path("ExpressionAttributeValues").path(equality.group(2));
      if (attribute.equals(hash) && !value.isMissingNode()) {
        return Optional.of(text(value));
      }
    }
    return request.path("KeyConditions").has(hash)
        ? Optional.of(
            text(request.path("KeyConditions").get(hash).path("AttributeValueList").path(0)))
        : Optional.empty();
  }

  /** A value without its type: {@code {"S":"a"}} is {@code a}. */
  private static String text(JsonNode value) {
    return value.isEmpty() ? "" : value.iterator().next().asText();
  }

  private Optional<String> hashKey(String table, Optional<String> index) {
    return tables.stream()
        .filter(model -> model.name().equals(table))
        .findFirst()
        .flatMap(model -> hash(schema(model.creation(), index)));
  }

  private static JsonNode schema(JsonNode creation, Optional<String> index) {
    if (index.isEmpty()) {
      return creation.path("KeySchema");
    }
    for (JsonNode global : creation.path("GlobalSecondaryIndexes")) {
      if (global.path("IndexName").asText().equals(index.get())) {
        return global.path("KeySchema");
      }
    }
    return creation.path("KeySchema"); // a local index has the table's partition key
  }

  private static Optional<String> hash(JsonNode schema) {
    return schema
        .valueStream()
        .filter(key -> key.path("KeyType").asText().equals("HASH"))
        .map(key -> key.path("AttributeName").asText())
        .findFirst();
  }

  private List<AccessRequest> batch(JsonNode request, String action) {
    List<AccessRequest> wanted = new ArrayList<>();
    for (Map.Entry<String, JsonNode> table : request.path("RequestItems").properties()) {
      List<String> keys = new ArrayList<>();
      Optional<String> hash = hashKey(tableName(table.getKey()), Optional.empty());
      for (JsonNode entry : parts(table.getValue())) {
        hash.flatMap(name -> leadingKey(entry, name)).ifPresent(keys::add);
      }
      String arn = identity.arn("dynamodb", "table/" + tableName(table.getKey()));
      wanted.add(AccessRequest.of(action, arn).with("dynamodb:LeadingKeys", keys));
    }
    return wanted;
  }

  /** The keys of a batch to read, or the single writes of one to write. */
  private static List<JsonNode> parts(JsonNode table) {
    if (table.has("Keys")) {
      return table
          .get("Keys")
          .valueStream()
          .<JsonNode>map(key -> JsonNodeFactory.instance.objectNode().set("Key", key))
          .toList();
    }
    return table.valueStream().flatMap(JsonNode::valueStream).toList();
  }

  private List<AccessRequest> transaction(JsonNode request) {
    List<AccessRequest> wanted = new ArrayList<>();
    for (JsonNode item : request.path("TransactItems")) {
      for (Map.Entry<String, JsonNode> part : item.properties()) {
        String action =
            switch (part.getKey()) {
              case "Get" -> "GetItem";
              case "Put" -> "PutItem";
              case "Update" -> "UpdateItem";
              case "Delete" -> "DeleteItem";
              default -> "ConditionCheckItem";
            };
        wanted.add(one("dynamodb:" + action, part.getValue()));
      }
    }
    return wanted;
  }
}
