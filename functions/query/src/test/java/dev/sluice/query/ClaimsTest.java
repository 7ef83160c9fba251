package dev.sluice.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.LocalDynamoDb;
import dev.sluice.session.Ending;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.StreamId;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How long a question waits for those before it, and what becomes of one that never gives back. */
final class ClaimsTest {
  @RegisterExtension static final LocalDynamoDb db = new LocalDynamoDb();

  private final QueryFixture fixture = new QueryFixture(db);
  private final StreamId first = StreamId.random();
  private final StreamId second = StreamId.random();

  @Test
  void a_question_waits_twenty_seconds_and_then_stands_in_nobodys_way() {
    assertThat(fixture.claims.claim(fixture.sender(), first)).isTrue();
    long before = fixture.time.nanos();
    assertThat(fixture.claims.claim(fixture.sender(), second)).isFalse();
    assertThat(Duration.ofNanos(fixture.time.nanos() - before))
        .isBetween(Claims.PATIENCE, Claims.PATIENCE.plusMillis(200));
    fixture.claims.release(fixture.sender(), first);
    assertThat(fixture.claims.claim(fixture.sender(), StreamId.random())).isTrue();
  }

  @Test
  void whoever_voids_a_claim_ends_its_stream_first() {
    assertThat(fixture.claims.claim(fixture.sender(), first)).isTrue();
    fixture.time.advance(Duration.ofSeconds(31));
    assertThat(fixture.claims.claim(fixture.sender(), second)).isTrue();
    assertThat(fixture.streams.run(first).orElseThrow().ending())
        .contains(new Ending.Failed(ErrorCode.ANSWER_INCOMPLETE));
  }

  @Test
  void nobody_waits_for_a_connection_that_is_gone() {
    fixture.connections.delete(fixture.id);
    long before = fixture.time.nanos();
    assertThat(fixture.claims.claim(fixture.sender(), first)).isFalse();
    assertThat(fixture.time.nanos()).isEqualTo(before);
  }
}
