package dev.sluice.aws;

import static dev.sluice.aws.Item.of;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.sluice.session.Citation;
import dev.sluice.session.ConnectionId;
import dev.sluice.session.Ending;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.FinishReason;
import dev.sluice.session.Lease;
import dev.sluice.session.Run;
import dev.sluice.session.StreamId;
import dev.sluice.session.Subject;
import dev.sluice.session.TenantId;
import dev.sluice.session.Usage;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A run as an item: its key, attributes and both directions. */
final class RunItem {
  static final String SK = "RUN";

  static final String PENDING = "pending";
  static final String RUNNING = "running";
  static final String DONE = "done";
  static final String CANCELLED = "cancelled";
  static final String FAILED = "failed";

  /** {@code state} is a reserved word of DynamoDB's. */
  static final Map<String, String> STATE_NAME = Map.of("#state", "state");

  static final String NOT_ENDED = "#state IN (:pending, :running)";

  private RunItem() {}

  static String pk(StreamId id) {
    return "STREAM#" + id;
  }

  static Map<String, AttributeValue> key(StreamId id) {
    return Item.key(pk(id), SK);
  }

  static Map<String, AttributeValue> write(Run run, Instant expiresAt) {
    Map<String, AttributeValue> item = new HashMap<>(key(run.id()));
    item.put("tenant", of(run.tenant().value()));
    item.put("subject", of(run.subject().value()));
    item.put("state", of(state(run.ending())));
    item.put("attempt", of(run.attempt()));
    item.put("connection", of(run.reader().connection().value()));
    item.put("start", of(run.reader().start()));
    item.put("resume_seq", of(run.reader().resumeSeq()));
    item.put("message_time", of(run.reader().messageTime()));
    item.put("text", of(run.text()));
    run.ending().ifPresent(ending -> item.put("ending", ending(ending)));
    item.put(Item.EXPIRES_AT, of(expiresAt.getEpochSecond()));
    return item;
  }

  static Run read(Item item) {
    return new Run(
        new StreamId(item.text(Item.PK).substring("STREAM#".length())),
        new TenantId(item.text("tenant")),
        new Subject(item.text("subject")),
        item.integer("attempt"),
        lease(item),
        new Run.Reader(
            new ConnectionId(item.text("connection")),
            item.integer("start"),
            item.integer("resume_seq"),
            item.time("message_time")),
        item.text("text"),
        readEnding(item));
  }

  private static Optional<Lease> lease(Item item) {
    return item.number("until") == 0
        ? Optional.empty()
        : Optional.of(new Lease(item.text("owner"), item.integer("attempt"), item.time("until")));
  }

  static String state(Optional<Ending> ending) {
    return ending.map(RunItem::state).orElse(PENDING);
  }

  static String state(Ending ending) {
    return switch (ending) {
      case Ending.Done done -> DONE;
      case Ending.Cancelled cancelled -> CANCELLED;
      case Ending.Failed failed -> FAILED;
    };
  }

  /** What an ending's attribute holds; cancelled runs have none that matters. */
  static AttributeValue ending(Ending ending) {
    return switch (ending) {
      case Ending.Done done ->
          Item.json(
              Map.of(
                  "reason", done.reason().wireName(),
                  "citations", done.citations(),
                  "model", done.model(),
                  "usage", done.usage(),
                  "response_time_ms", done.responseTimeMillis()));
      case Ending.Cancelled cancelled -> Item.json(Map.of());
      case Ending.Failed failed -> Item.json(Map.of("code", failed.code().wireName()));
    };
  }

  private static Optional<Ending> readEnding(Item item) {
    return switch (item.text("state")) {
      case DONE -> Optional.of(done(item.json("ending", new TypeReference<>() {}, NOTHING)));
      case CANCELLED -> Optional.of(new Ending.Cancelled());
      case FAILED ->
          Optional.of(
              new Ending.Failed(
                  ErrorCode.named(
                      item.json("ending", new TypeReference<>() {}, Map.of("code", "internal"))
                          .getOrDefault("code", "internal"))));
      default -> Optional.empty();
    };
  }

  private static Ending done(DoneJson json) {
    return new Ending.Done(
        FinishReason.named(json.reason()),
        json.citations(),
        json.model(),
        json.usage(),
        json.response_time_ms());
  }

  private record DoneJson(
      String reason, List<Citation> citations, String model, Usage usage, long response_time_ms) {}

  private static final DoneJson NOTHING = new DoneJson("stop", List.of(), "", Usage.NONE, 0);
}
