package dev.sluice.aws;

import dev.sluice.session.SessionId;
import dev.sluice.session.Subject;
import dev.sluice.session.TenantId;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Deletes what the table holds of a person: turns, questions and answers that can still be resumed,
 * and, of a whole subject, connections and counters too. It reads the whole table, as the items of
 * one person have no index: for the command line. Backups are out of its reach. Thread-safe.
 */
public final class PersonalData {
  /** Kinds of items that hold personal data. */
  public enum Kind {
    /** A question and its answer in a session. */
    TURN,
    /** A question or an answer that can be resumed. */
    STREAM,
    /** An open WebSocket: who is on it, from where. */
    CONNECTION,
    /** How much somebody asked. */
    COUNTER
  }

  /** Whose data is meant. */
  public sealed interface Whose {
    /** The tenant they belong to. */
    TenantId tenant();

    /** Everything of one subject. */
    record OfSubject(TenantId tenant, Subject subject) implements Whose {}

    /** Everything of one session, whoever's it is. */
    record OfSession(TenantId tenant, SessionId session) implements Whose {}
  }

  private final Table table;

  /** Over the given table. */
  public PersonalData(Table table) {
    this.table = table;
  }

  /**
   * Deletes; may be repeated. What is written meanwhile by an answer that is just being given is
   * deleted by doing it again.
   *
   * @return how many items of each kind were deleted
   * @throws dev.sluice.session.StoreException if the table fails; some may be deleted by then
   */
  public Map<Kind, Integer> forget(Whose whose) {
    Map<Kind, Integer> deleted = new EnumMap<>(Kind.class);
    Set<String> streams = new HashSet<>();
    for (Item item : all()) {
      kind(item, whose)
          .ifPresent(
              kind -> {
                if (kind == Kind.STREAM) {
                  streams.add(item.text(Item.PK));
                } else {
                  delete(item.text(Item.PK), item.text(Item.SK), kind, deleted);
                }
              });
    }
    // a run does not say of which session it is: it goes with its question
    for (String stream : streams) {
      delete(stream, RunItem.SK, Kind.STREAM, deleted);
      delete(stream, AskItem.SK, Kind.STREAM, deleted);
    }
    return deleted;
  }

  private void delete(String pk, String sk, Kind kind, Map<Kind, Integer> deleted) {
    if (table.deleted(pk, sk)) {
      deleted.merge(kind, 1, Integer::sum);
    }
  }

  private List<Item> all() {
    return Table.call(
            "Scan",
            () ->
                table
                    .client()
                    .scanPaginator(
                        r ->
                            r.tableName(table.name())
                                .projectionExpression("pk, sk, tenant, subject, #session")
                                .expressionAttributeNames(Map.of("#session", "session"))
                                .consistentRead(true))
                    .items()
                    .stream()
                    .map(Item::new)
                    .toList())
        .orElse(List.of());
  }

  private static Optional<Kind> kind(Item item, Whose whose) {
    String pk = item.text(Item.PK);
    return switch (pk.substring(0, pk.indexOf('#') + 1)) {
      case "SESSION#" -> found(Kind.TURN, isTurn(pk, whose));
      case "STREAM#" -> found(Kind.STREAM, isOf(item, whose));
      case "CONN#" -> found(Kind.CONNECTION, isOf(item, whose));
      case "QUOTA#" -> found(Kind.COUNTER, isCounter(pk, whose));
      default -> Optional.empty();
    };
  }

  private static Optional<Kind> found(Kind kind, boolean is) {
    return is ? Optional.of(kind) : Optional.empty();
  }

  private static boolean isTurn(String pk, Whose whose) {
    String ofTenant = "SESSION#" + whose.tenant() + "#";
    return switch (whose) {
      case Whose.OfSubject(TenantId tenant, Subject subject) ->
          pk.startsWith(ofTenant + Item.encoded(subject.value()) + "#");
      case Whose.OfSession(TenantId tenant, SessionId session) ->
          pk.startsWith(ofTenant) && pk.endsWith("#" + Item.encoded(session.value()));
    };
  }

  private static boolean isOf(Item item, Whose whose) {
    return is(item, "tenant", whose.tenant().value())
        && switch (whose) {
          case Whose.OfSubject(TenantId tenant, Subject subject) ->
              is(item, "subject", subject.value());
          case Whose.OfSession(TenantId tenant, SessionId session) ->
              is(item, "session", session.value());
        };
  }

  private static boolean is(Item item, String name, String value) {
    AttributeValue found = item.values().get(name);
    return found != null && value.equals(found.s());
  }

  private static boolean isCounter(String pk, Whose whose) {
    return whose instanceof Whose.OfSubject(TenantId tenant, Subject subject)
        && pk.startsWith(
            "QUOTA#SUBJECT#" + Item.encoded(subject.value()) + "#" + tenant.value() + "#");
  }
}
