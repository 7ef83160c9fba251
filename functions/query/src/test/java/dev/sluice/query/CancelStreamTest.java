package dev.sluice.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.LocalDynamoDb;
import dev.sluice.session.LeaseStore.Mark;
import dev.sluice.session.Samples;
import dev.sluice.session.StreamId;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who is shown the end of a stream that is cancelled. */
final class CancelStreamTest {
  private static final String OWNER = "owner";

  @RegisterExtension static final LocalDynamoDb db = new LocalDynamoDb();

  private final QueryFixture fixture = new QueryFixture(db);
  private final StreamId id = StreamId.random();
  private final CancelStream cancel =
      new CancelStream(fixture.streams, fixture.delivery, fixture.time);

  private void answeredSoFar(String text) {
    fixture.streams.create(Samples.ask(id), Samples.run(id));
    fixture.leases.take(id, OWNER, fixture.time.now());
    fixture.leases.renew(new Mark(id, OWNER, 1, 1), text, fixture.time.now());
  }

  @Test
  void its_owner_shows_the_end_of_a_stream_that_is_being_produced() {
    answeredSoFar("some text");
    cancel.cancel(fixture.sender(), id);
    assertThat(fixture.posted).isEmpty();
  }

  @Test
  void a_cancel_that_is_sent_again_is_shown_all_text_since_nobody_knows_what_the_client_holds() {
    answeredSoFar("some text");
    cancel.cancel(fixture.sender(), id);
    fixture.time.advance(Duration.ofSeconds(10));
    cancel.cancel(fixture.sender(), id);
    assertThat(fixture.posted).containsExactly("stream_start", "stream_token", "stream_end");
  }

  @Test
  void a_stream_that_nobody_knows_is_kept_as_cancelled_for_its_question() {
    cancel.cancel(fixture.sender(), id);
    assertThat(fixture.posted).containsExactly("stream_start", "stream_end");
    assertThat(fixture.streams.run(id)).isPresent();
  }
}
