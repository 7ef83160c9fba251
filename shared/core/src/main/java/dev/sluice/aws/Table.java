package dev.sluice.aws;

import dev.sluice.gateway.Time;
import dev.sluice.session.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** The one table: conditional writes as values, the SDK's exceptions as ours. Thread-safe. */
public final class Table {
  /** A transaction that met another one is tried again so often, with a growing pause. */
  private static final int MAX_CONFLICTS = 10;

  private static final Duration CONFLICT_PAUSE = Duration.ofMillis(15);

  private final DynamoDbClient client;
  private final String name;
  private final Time time;

  /**
   * @param name of the table, as the template gives it
   */
  public Table(DynamoDbClient client, String name, Time time) {
    this.client = client;
    this.name = name;
    this.time = time;
  }

  /** What a conditional write did. */
  sealed interface Write {
    /** It is written; the item as it is now. */
    record Done(Item item) implements Write {}

    /** The condition did not hold; the item as it is, without attributes if there is none. */
    record Refused(Item item) implements Write {}
  }

  DynamoDbClient client() {
    return client;
  }

  String name() {
    return name;
  }

  Time time() {
    return time;
  }

  /** A strongly consistent read; empty also when the item has expired. */
  Optional<Item> get(String pk, String sk) {
    return call(
            "GetItem",
            () ->
                new Item(
                    client
                        .getItem(r -> r.tableName(name).key(Item.key(pk, sk)).consistentRead(true))
                        .item()))
        .filter(item -> item.liveAt(time.now()));
  }

  /** Puts an item whatever is there. */
  void put(Map<String, AttributeValue> item) {
    call("PutItem", () -> client.putItem(r -> r.tableName(name).item(item)));
  }

  /** Puts an item if none is there that has not expired. */
  Write putIfAbsent(Map<String, AttributeValue> item) {
    return conditional(
        "PutItem",
        () -> {
          client.putItem(
              r ->
                  r.tableName(name)
                      .item(item)
                      .conditionExpression(ABSENT)
                      .expressionAttributeValues(Map.of(":now", nowSeconds()))
                      .returnValuesOnConditionCheckFailure(
                          ReturnValuesOnConditionCheckFailure.ALL_OLD));
          return new Item(item);
        });
  }

  /** The condition under which an item counts as absent; {@code :now} is {@link #nowSeconds}. */
  static final String ABSENT = "attribute_not_exists(pk) OR expires_at <= :now";

  /** The condition under which an item is there; {@code :seconds} is {@link #nowSeconds}. */
  static final String LIVE = "expires_at > :seconds";

  AttributeValue nowSeconds() {
    return Item.of(time.now().getEpochSecond());
  }

  /** An update under a condition; values that the expressions do not use are not allowed. */
  Write update(Map<String, AttributeValue> key, Change change) {
    return conditional(
        "UpdateItem",
        () ->
            new Item(
                client
                    .updateItem(
                        UpdateItemRequest.builder()
                            .tableName(name)
                            .key(key)
                            .updateExpression(change.update())
                            .conditionExpression(change.condition())
                            .expressionAttributeNames(
                                change.names().isEmpty() ? null : change.names())
                            .expressionAttributeValues(
                                change.values().isEmpty() ? null : change.values())
                            .returnValues(ReturnValue.ALL_NEW)
                            .returnValuesOnConditionCheckFailure(
                                ReturnValuesOnConditionCheckFailure.ALL_OLD)
                            .build())
                    .attributes()));
  }

  /** Deletes an item; it need not exist. */
  void delete(String pk, String sk) {
    call("DeleteItem", () -> client.deleteItem(r -> r.tableName(name).key(Item.key(pk, sk))));
  }

  /** Deletes an item and tells whether it was there. */
  boolean deleted(String pk, String sk) {
    return call(
            "DeleteItem",
            () ->
                client
                    .deleteItem(
                        r ->
                            r.tableName(name)
                                .key(Item.key(pk, sk))
                                .returnValues(ReturnValue.ALL_OLD))
                    .hasAttributes())
        .orElseThrow();
  }

  /**
   * Writes all or nothing.
   *
   * @return the reasons, one a write and in their order, when a condition did not hold; else empty
   */
  List<CancellationReason> transact(List<TransactWriteItem> writes) {
    for (int conflicts = 1; ; conflicts++) {
      List<CancellationReason> reasons =
          call("TransactWriteItems", () -> transactOnce(writes)).orElseThrow();
      boolean failed = reasons.stream().anyMatch(r -> "ConditionalCheckFailed".equals(r.code()));
      if (reasons.isEmpty() || failed) {
        return reasons;
      }
      if (conflicts == MAX_CONFLICTS) {
        throw new StoreException(
            "TransactWriteItems", new IllegalStateException(reasons.getFirst().code()));
      }
      pause(CONFLICT_PAUSE.multipliedBy(conflicts));
    }
  }

  private List<CancellationReason> transactOnce(List<TransactWriteItem> writes) {
    try {
      client.transactWriteItems(r -> r.transactItems(writes));
      return List.of();
    } catch (TransactionCanceledException e) {
      return e.cancellationReasons();
    }
  }

  private void pause(Duration duration) {
    try {
      time.pause(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("TransactWriteItems", e);
    }
  }

  private Write conditional(String operation, Supplier<Item> write) {
    return call(
            operation,
            () -> {
              try {
                return (Write) new Write.Done(write.get());
              } catch (ConditionalCheckFailedException e) {
                return new Write.Refused(new Item(e.hasItem() ? e.item() : Map.of()));
              }
            })
        .orElseThrow();
  }

  /** Runs a call of the SDK, its exceptions turned into ours. */
  static <T> Optional<T> call(String operation, Supplier<T> call) {
    try {
      return Optional.of(call.get());
    } catch (SdkException e) {
      throw new StoreException(operation, e);
    }
  }

  /** What to change and when. */
  record Change(
      String update,
      String condition,
      Map<String, String> names,
      Map<String, AttributeValue> values) {}
}
