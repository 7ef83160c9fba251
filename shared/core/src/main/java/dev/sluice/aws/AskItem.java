package dev.sluice.aws;

import static dev.sluice.aws.Item.of;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.sluice.session.Ask;
import dev.sluice.session.ConnectionId;
import dev.sluice.session.PageContext;
import dev.sluice.session.SessionId;
import dev.sluice.session.StreamId;
import dev.sluice.session.Subject;
import dev.sluice.session.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A question as an item: its key, attributes and both directions. */
final class AskItem {
  static final String SK = "ASK";

  private AskItem() {}

  static Map<String, AttributeValue> write(Ask ask, Instant expiresAt) {
    Map<String, AttributeValue> item = new HashMap<>(Item.key(RunItem.pk(ask.id()), SK));
    item.put("tenant", of(ask.tenant().value()));
    item.put("subject", of(ask.subject().value()));
    item.put("session", of(ask.session().value()));
    item.put("remembered", of(ask.remembered()));
    item.put("question", of(ask.question()));
    item.put("resumable", of(ask.resumable()));
    item.put("stream", of(ask.stream()));
    item.put("ai_agent_mode", of(ask.aiAgentMode()));
    item.put("extractive_only", of(ask.extractiveOnly()));
    item.put("context", Item.json(ask.context()));
    item.put("history", Item.json(ask.history()));
    item.put("passages", Item.json(ask.passages()));
    item.put("immediate", of(ask.immediateFrame()));
    item.put("connection", of(ask.connection().value()));
    item.put("asked_at", of(ask.askedAt()));
    item.put(Item.EXPIRES_AT, of(expiresAt.getEpochSecond()));
    return item;
  }

  static Ask read(Item item) {
    return new Ask(
        new StreamId(item.text(Item.PK).substring("STREAM#".length())),
        new TenantId(item.text("tenant")),
        new Subject(item.text("subject")),
        new SessionId(item.text("session")),
        item.flag("remembered"),
        item.text("question"),
        item.flag("resumable"),
        item.flag("stream"),
        item.flag("ai_agent_mode"),
        item.flag("extractive_only"),
        item.json("context", new TypeReference<>() {}, PageContext.NONE),
        item.json("history", new TypeReference<>() {}, List.of()),
        item.json("passages", new TypeReference<>() {}, List.of()),
        item.text("immediate"),
        new ConnectionId(item.text("connection")),
        item.time("asked_at"));
  }
}
