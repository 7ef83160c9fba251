package dev.sluice.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.PersonalData.Kind;
import dev.sluice.aws.PersonalData.Whose;
import dev.sluice.gateway.FakeTime;
import dev.sluice.session.Ask;
import dev.sluice.session.Connection;
import dev.sluice.session.ConnectionId;
import dev.sluice.session.Counters;
import dev.sluice.session.LeaseStore;
import dev.sluice.session.Limits;
import dev.sluice.session.PageContext;
import dev.sluice.session.Principal;
import dev.sluice.session.Run;
import dev.sluice.session.Samples;
import dev.sluice.session.SessionId;
import dev.sluice.session.StreamId;
import dev.sluice.session.Subject;
import dev.sluice.session.TenantId;
import dev.sluice.session.Turn;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is forgotten of a person, and that nothing is forgotten of another. */
final class PersonalDataTest {
  @RegisterExtension static final LocalDynamoDb db = new LocalDynamoDb();

  private final FakeTime time = new FakeTime();
  private final Table table = db.table(time);
  private final StreamItems streams = new StreamItems(table);
  private final TurnItems turns = new TurnItems(table);
  private final ConnectionItems connections = new ConnectionItems(table);
  private final PersonalData data = new PersonalData(table);
  private final TenantId tenant = new TenantId(StreamId.random().value());

  /** Somebody who has connected, asked in a session, and been answered. */
  private final class Person {
    final Subject subject;
    final SessionId session;
    final TenantId of;
    final StreamId stream = StreamId.random();
    final ConnectionId connection = new ConnectionId(StreamId.random().value());

    Person(TenantId of, String subject, String session) {
      this.of = of;
      this.subject = new Subject(subject);
      this.session = new SessionId(session);
      connections.put(
          new Connection(
              connection,
              new Principal(of, this.subject, Set.of(), false, Limits.DEFAULT, Optional.empty()),
              "",
              "203.0.113.7",
              time.now(),
              Optional.empty(),
              Optional.empty()));
      streams.create(ask(), Run.pending(stream, of, this.subject, connection, time.now()));
      Turn turn = new Turn(ask().turnKey(), stream, "Q?", "A.", List.of());
      table.put(TurnItem.write(turn, time.in(Duration.ofDays(30))));
      count();
    }

    private Ask ask() {
      return new Ask(
          stream,
          of,
          subject,
          session,
          true,
          "Q?",
          true,
          true,
          false,
          false,
          PageContext.NONE,
          List.of(),
          List.of(),
          "{}",
          connection,
          time.now());
    }

    long count() {
      String encoded =
          Base64.getUrlEncoder()
              .withoutPadding()
              .encodeToString(subject.value().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      return new CounterItems(table)
          .count("SUBJECT#" + encoded + "#" + of, Counters.Windows.MINUTE_AND_DAY, time.now())
          .all();
    }

    void assertKept() {
      assertThat(turns.latest(ask().turnKey().session(), 6)).hasSize(1);
      assertThat(streams.ask(stream)).isPresent();
      assertThat(streams.run(stream)).isPresent();
      assertThat(connections.get(connection)).isPresent();
    }

    void assertAnswersForgotten() {
      assertThat(turns.latest(ask().turnKey().session(), 6)).isEmpty();
      assertThat(streams.ask(stream)).isEmpty();
      assertThat(streams.run(stream)).isEmpty();
    }
  }

  @Test
  void all_of_a_subject_is_forgotten_and_nothing_of_others() {
    Person one = new Person(tenant, "anna", "s");
    Person again = new Person(tenant, "anna", "s2");
    Person longer = new Person(tenant, "anna#s", "s");
    Person shorter = new Person(tenant, "ann", "a#s");
    Person elsewhere = new Person(new TenantId(StreamId.random().value()), "anna", "s");

    Map<Kind, Integer> deleted = data.forget(new Whose.OfSubject(tenant, new Subject("anna")));

    assertThat(deleted)
        .isEqualTo(Map.of(Kind.TURN, 2, Kind.STREAM, 4, Kind.CONNECTION, 2, Kind.COUNTER, 1));
    for (Person forgotten : List.of(one, again)) {
      forgotten.assertAnswersForgotten();
      assertThat(connections.get(forgotten.connection)).isEmpty();
    }
    assertThat(one.count()).as("counted from the beginning").isEqualTo(1);
    List.of(longer, shorter, elsewhere).forEach(Person::assertKept);
    assertThat(longer.count()).as("counted on").isEqualTo(2);
  }

  @Test
  void a_session_is_forgotten_whoever_it_belongs_to_and_the_rest_is_kept() {
    String session = StreamId.random().value();
    Person one = new Person(tenant, "visitor", session);
    Person two = new Person(tenant, "customer", session);
    Person other = new Person(tenant, "visitor", StreamId.random().value());
    Person longer = new Person(tenant, "visitor", "x" + session);
    Person elsewhere = new Person(new TenantId(StreamId.random().value()), "visitor", session);

    Map<Kind, Integer> deleted = data.forget(new Whose.OfSession(tenant, new SessionId(session)));

    assertThat(deleted).isEqualTo(Map.of(Kind.TURN, 2, Kind.STREAM, 4));
    one.assertAnswersForgotten();
    two.assertAnswersForgotten();
    assertThat(connections.get(one.connection)).as("it may be used on").isPresent();
    List.of(other, longer, elsewhere).forEach(Person::assertKept);
  }

  @Test
  void forgetting_again_finds_nothing() {
    new Person(tenant, "anna", "s");
    Whose anna = new Whose.OfSubject(tenant, new Subject("anna"));
    assertThat(data.forget(anna)).isNotEmpty();
    assertThat(data.forget(anna)).isEmpty();
  }

  @Test
  void an_answer_that_is_being_given_can_no_longer_be_recorded() {
    StreamFixture fixture = new StreamFixture(db, StreamFixture.Kind.TABLE).taken();
    Ask ask = Samples.ask(fixture.id);
    new PersonalData(db.table(fixture.time))
        .forget(new Whose.OfSubject(ask.tenant(), ask.subject()));
    assertThat(fixture.leases.finish(fixture.mark(1), fixture.finished("all"), 0))
        .isInstanceOf(LeaseStore.Renewed.Lost.class);
    assertThat(fixture.turns.latest(ask.turnKey().session(), 6)).isEmpty();
  }
}
