package dev.sluice.aws;

import static dev.sluice.aws.Item.of;

import dev.sluice.session.Connection;
import dev.sluice.session.ConnectionId;
import dev.sluice.session.StreamId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A connection as an item: its key, attributes and both directions. */
final class ConnectionItem {
  static final String SK = "CONN";

  private ConnectionItem() {}

  static String pk(ConnectionId id) {
    return "CONN#" + id;
  }

  static Map<String, AttributeValue> write(Connection connection) {
    Map<String, AttributeValue> item = new HashMap<>(Item.key(pk(connection.id()), SK));
    item.putAll(PrincipalAttributes.write(connection.principal()));
    item.put("origin", of(connection.origin()));
    item.put("source_ip", of(connection.sourceIp()));
    item.put("connected_at", of(connection.connectedAt()));
    connection.keyHash().ifPresent(hash -> item.put("key_hash", of(hash)));
    item.put(
        Item.EXPIRES_AT, of(connection.connectedAt().plus(Connection.LIFETIME).getEpochSecond()));
    return item;
  }

  static Connection read(Item item) {
    Optional<Connection.Claim> claim =
        item.has("claim_stream")
            ? Optional.of(
                new Connection.Claim(
                    new StreamId(item.text("claim_stream")), item.time("claim_until")))
            : Optional.empty();
    return new Connection(
        new ConnectionId(item.text(Item.PK).substring("CONN#".length())),
        PrincipalAttributes.read(item),
        item.text("origin"),
        item.text("source_ip"),
        item.time("connected_at"),
        item.has("key_hash") ? Optional.of(item.text("key_hash")) : Optional.empty(),
        claim);
  }
}
