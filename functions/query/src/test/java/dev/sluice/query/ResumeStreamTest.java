package dev.sluice.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.LocalDynamoDb;
import dev.sluice.frame.ClientMessage;
import dev.sluice.session.LeaseStore.Mark;
import dev.sluice.session.Samples;
import dev.sluice.session.StreamId;
import dev.sluice.session.StreamStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who goes on with a stream that a client resumes. */
final class ResumeStreamTest {
  private static final String OWNER = "owner";

  @RegisterExtension static final LocalDynamoDb db = new LocalDynamoDb();

  private final QueryFixture fixture = new QueryFixture(db);
  private final StreamId id = StreamId.random();

  @BeforeEach
  void ask() {
    fixture.streams.create(Samples.ask(id), Samples.run(id));
  }

  private void resume(StreamStore streams, Sender sender) {
    new ResumeStream(streams, fixture.delivery, fixture.started::add, fixture.time)
        .resume(sender, new ClientMessage.Resume(id, 0, 0));
  }

  /** Something happens just before the reader is changed. */
  private StreamStore before(Runnable happens) {
    return (StreamStore)
        Proxy.newProxyInstance(
            StreamStore.class.getClassLoader(),
            new Class<?>[] {StreamStore.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("moveReader")) {
                happens.run();
              }
              try {
                return method.invoke(fixture.streams, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  void a_stream_that_nobody_has_begun_is_begun() {
    resume(fixture.streams, fixture.sender());
    assertThat(fixture.started).containsExactly(id);
    assertThat(fixture.posted).containsExactly("status", "immediate");
  }

  @Test
  void its_owner_goes_on_and_nobody_else_is_started() {
    fixture.leases.take(id, OWNER, fixture.time.now());
    resume(fixture.streams, fixture.sender());
    assertThat(fixture.started).isEmpty();
    assertThat(fixture.streams.run(id).orElseThrow().reader().connection()).isEqualTo(fixture.id);
  }

  @Test
  void a_lease_that_is_given_back_at_the_same_moment_leaves_nobody_and_another_is_started() {
    fixture.leases.take(id, OWNER, fixture.time.now());
    Runnable release = () -> fixture.leases.release(new Mark(id, OWNER, 1, 1), "so far", 0);
    resume(before(release), fixture.sender());
    assertThat(fixture.started).containsExactly(id);
  }

  @Test
  void a_message_that_was_delayed_changes_and_posts_nothing() {
    Sender delayed = fixture.sender();
    fixture.time.advance(Duration.ofSeconds(1));
    resume(fixture.streams, fixture.sender());
    fixture.posted.clear();
    fixture.started.clear();
    resume(fixture.streams, delayed);
    assertThat(fixture.posted).isEmpty();
    assertThat(fixture.started).isEmpty();
  }
}
