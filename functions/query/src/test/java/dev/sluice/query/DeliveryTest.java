package dev.sluice.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.LocalDynamoDb;
import dev.sluice.frame.ServerFrame;
import dev.sluice.gateway.PostOutcome;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.StreamId;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How often a frame is posted, to whom. */
final class DeliveryTest {
  @RegisterExtension static final LocalDynamoDb db = new LocalDynamoDb();

  private final QueryFixture fixture = new QueryFixture(db);
  private final Delivery.Reader resumable = new Delivery.Reader(fixture.id, true);
  private final Delivery.Reader older = new Delivery.Reader(fixture.id, false);
  private final ServerFrame frame =
      ServerFrame.Error.answering(StreamId.random(), ErrorCode.INTERNAL);

  @Test
  void what_the_gateway_refuses_is_posted_again_to_everybody() {
    for (Delivery.Reader reader : List.of(resumable, older)) {
      fixture.posted.clear();
      fixture.outcomes.add(new PostOutcome.Throttled());
      assertThat(fixture.delivery.post(reader, frame)).isEqualTo(Delivery.Result.SENT);
      assertThat(fixture.posted).hasSize(2);
    }
  }

  @Test
  void what_may_have_arrived_is_posted_again_only_to_those_who_drop_repetitions() {
    fixture.outcomes.add(new PostOutcome.Unknown("cut"));
    assertThat(fixture.delivery.post(older, frame)).isEqualTo(Delivery.Result.UNCERTAIN);
    assertThat(fixture.posted).hasSize(1);
    fixture.outcomes.add(new PostOutcome.Unknown("cut"));
    assertThat(fixture.delivery.post(resumable, frame)).isEqualTo(Delivery.Result.SENT);
    assertThat(fixture.posted).hasSize(3);
  }

  @Test
  void after_five_seconds_it_is_given_up() {
    fixture.outcomes.addAll(Collections.nCopies(1_000, new PostOutcome.Throttled()));
    assertThat(fixture.delivery.post(resumable, frame)).isEqualTo(Delivery.Result.UNCERTAIN);
    assertThat(fixture.posted).hasSizeBetween(5, 500);
  }

  @Test
  void nothing_follows_a_frame_that_was_not_sent() {
    fixture.outcomes.add(new PostOutcome.Gone());
    assertThat(fixture.delivery.post(resumable, List.of(frame, frame)))
        .isEqualTo(Delivery.Result.GONE);
    assertThat(fixture.posted).hasSize(1);
  }
}
