package dev.sluice.aws;

import static dev.sluice.aws.Item.of;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.sluice.session.StreamId;
import dev.sluice.session.Turn;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A turn as an item: its key, attributes and both directions. */
final class TurnItem {
  static final String SK_PREFIX = "TURN#";

  private TurnItem() {}

  static String pk(Turn.SessionKey session) {
    return "SESSION#"
        + session.tenant()
        + "#"
        + Item.encoded(session.subject().value())
        + "#"
        + Item.encoded(session.session().value());
  }

  static Map<String, AttributeValue> key(Turn.Key turn) {
    return Item.key(
        pk(turn.session()),
        SK_PREFIX + String.format("%015d", turn.askedAt().toEpochMilli()) + "#" + turn.stream());
  }

  static Map<String, AttributeValue> write(Turn turn, Instant expiresAt) {
    Map<String, AttributeValue> item = new HashMap<>(key(turn.key()));
    item.put("stream", of(turn.stream().value()));
    item.put("asked_at", of(turn.key().askedAt()));
    item.put("question", of(turn.question()));
    item.put("answer", of(turn.answer()));
    item.put("citations", Item.json(turn.citations()));
    item.put(Item.EXPIRES_AT, of(expiresAt.getEpochSecond()));
    return item;
  }

  static Turn read(Turn.SessionKey session, Item item) {
    StreamId stream = new StreamId(item.text("stream"));
    return new Turn(
        new Turn.Key(session, item.time("asked_at"), stream),
        stream,
        item.text("question"),
        item.text("answer"),
        item.json("citations", new TypeReference<>() {}, List.of()));
  }
}
