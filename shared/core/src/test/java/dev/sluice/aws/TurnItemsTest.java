package dev.sluice.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.FakeTime;
import dev.sluice.session.Samples;
import dev.sluice.session.SessionId;
import dev.sluice.session.StreamId;
import dev.sluice.session.Subject;
import dev.sluice.session.TenantId;
import dev.sluice.session.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a session remembers: its latest turns, in order, and nobody else's. */
final class TurnItemsTest {
  @RegisterExtension static final LocalDynamoDb db = new LocalDynamoDb();

  private final FakeTime time = new FakeTime();
  private final TurnItems turns = new TurnItems(db.table(time));
  private final Turn.SessionKey session =
      new Turn.SessionKey(Samples.TENANT, Samples.SUBJECT, SessionId.random());

  /** The session in which the sample question of a stream is asked. */
  static Turn.SessionKey session(StreamId id) {
    return Samples.ask(id).turnKey().session();
  }

  @Test
  void the_latest_come_back_the_oldest_of_them_first() {
    Turn one = put(session, 1, "one");
    Turn two = put(session, 2, "two \uD83D\uDE00");
    Turn three = put(session, 3, "three");
    assertThat(turns.latest(session, 2)).containsExactly(two, three);
    assertThat(turns.latest(session, 6)).containsExactly(one, two, three);
  }

  @Test
  void a_new_session_remembers_nothing() {
    assertThat(turns.latest(session, 6)).isEmpty();
  }

  @Test
  void turns_are_ordered_by_time_and_not_by_the_text_of_a_number() {
    Turn old = put(session, Instant.ofEpochMilli(999_999_999_999L), "2001");
    Turn young = put(session, Instant.ofEpochMilli(1_000_000_000_000L), "later");
    assertThat(turns.latest(session, 1)).containsExactly(young);
    assertThat(turns.latest(session, 2)).containsExactly(old, young);
  }

  @Test
  void what_has_expired_is_not_remembered() {
    put(session, 1, "old");
    time.advance(Duration.ofDays(1));
    Turn young = put(session, 2, "young");
    time.advance(Duration.ofDays(29));
    assertThat(turns.latest(session, 6)).containsExactly(young);
  }

  @Test
  void other_sessions_subjects_and_tenants_are_kept_apart() {
    put(session, 1, "mine");
    for (Turn.SessionKey other :
        List.of(
            new Turn.SessionKey(Samples.TENANT, Samples.SUBJECT, SessionId.random()),
            new Turn.SessionKey(Samples.TENANT, new Subject("other"), session.session()),
            new Turn.SessionKey(new TenantId("shop-2"), Samples.SUBJECT, session.session()))) {
      assertThat(turns.latest(other, 6)).isEmpty();
    }
  }

  @Test
  void names_that_contain_separators_do_not_meet() {
    String unique = StreamId.random().value();
    Turn.SessionKey one =
        new Turn.SessionKey(
            Samples.TENANT, new Subject("a#b" + unique), new SessionId("c" + unique));
    Turn.SessionKey two =
        new Turn.SessionKey(
            Samples.TENANT, new Subject("a"), new SessionId("b" + unique + "#c" + unique));
    put(one, 1, "one");
    assertThat(turns.latest(two, 6)).isEmpty();
    assertThat(turns.latest(one, 6)).hasSize(1);
  }

  private Turn put(Turn.SessionKey session, int seconds, String answer) {
    return put(session, FakeTime.START.plusSeconds(seconds), answer);
  }

  private Turn put(Turn.SessionKey session, Instant askedAt, String answer) {
    StreamId stream = StreamId.random();
    Turn turn =
        new Turn(new Turn.Key(session, askedAt, stream), stream, "Q?", answer, Samples.CITATIONS);
    db.table(time).put(TurnItem.write(turn, time.in(StreamFixture.RETENTION)));
    return turn;
  }
}
