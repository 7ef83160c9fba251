package dev.sluice.session;

import dev.sluice.gateway.FakeTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Records with every part filled, for tests. */
public final class Samples {
  /** A shop. */
  public static final TenantId TENANT = new TenantId("shop-1");

  /** Who asks in it. */
  public static final Subject SUBJECT = new Subject("widget key");

  /** When. */
  public static final Instant ASKED_AT = FakeTime.START.minusMillis(1_500);

  /** From where. */
  public static final ConnectionId CONNECTION = new ConnectionId("L0SM9cOFvHcCIhw=");

  /** What the answer refers to. */
  public static final List<Citation> CITATIONS =
      List.of(new Citation(2, "b.md", "B \uD83D\uDE00", "https://shop.example/b"));

  /** A whole answer. */
  public static final Ending.Done DONE =
      new Ending.Done(FinishReason.LENGTH, CITATIONS, "deepseek-chat", new Usage(120, 45), 2_345);

  private Samples() {}

  /** A question of a resumable client, by whom and where the constants say. */
  public static Ask ask(StreamId id) {
    return new Ask(
        id,
        TENANT,
        SUBJECT,
        new SessionId("a session#with/anything"),
        true,
        "Wie teuer? \uD83D\uDE00 \"'\\",
        true,
        true,
        true,
        false,
        new PageContext("p1", "https://shop.example/p1", "de-AT", "EUR"),
        List.of(new Exchange("earlier?", "yes."), new Exchange("", "")),
        List.of(
            new Passage("text", "a.md", 0.75, "A", "https://shop.example/a", Map.of("k", "v")),
            new Passage("", "b.md", 0.5, "", "", Map.of())),
        "{\"type\":\"immediate\"}",
        CONNECTION,
        ASKED_AT);
  }

  /** Its run, which nobody has begun. */
  public static Run run(StreamId id) {
    return Run.pending(id, TENANT, SUBJECT, CONNECTION, ASKED_AT);
  }

  /** The turn of its question. */
  public static Turn turn(StreamId id, String answer) {
    Ask ask = ask(id);
    return new Turn(ask.turnKey(), id, ask.question(), answer, CITATIONS);
  }

  /** Somebody who may do everything. */
  public static Principal principal() {
    return new Principal(
        TENANT,
        SUBJECT,
        Set.of(Permission.SEARCH, Permission.GENERATE_AI_RESPONSE),
        true,
        new Limits(30, 500),
        Optional.empty());
  }

  /** A connection of that one's. */
  public static Connection connection(ConnectionId id, Instant connectedAt) {
    return new Connection(
        id,
        principal(),
        "https://shop.example",
        "203.0.113.7",
        connectedAt,
        Optional.of(KeyHash.of("a key")),
        Optional.empty());
  }
}
