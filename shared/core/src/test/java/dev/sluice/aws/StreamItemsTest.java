package dev.sluice.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.gateway.FakeTime;
import dev.sluice.session.Ask;
import dev.sluice.session.Ending;
import dev.sluice.session.Run;
import dev.sluice.session.Samples;
import dev.sluice.session.StoreException;
import dev.sluice.session.StreamId;
import dev.sluice.session.StreamStore.CancelResult;
import dev.sluice.session.StreamStore.Rating;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** What only a table shows: its attributes, its failures, items of another release. */
final class StreamItemsTest {
  @RegisterExtension static final LocalDynamoDb db = new LocalDynamoDb();

  private final StreamFixture fixture = new StreamFixture(db, StreamFixture.Kind.TABLE);
  private final StreamId id = fixture.id;

  @Test
  void a_rating_stands_with_its_turn() {
    fixture.taken();
    fixture.leases.finish(fixture.mark(1), fixture.finished("answer"), 0);
    assertThat(fixture.streams.rate(Samples.ask(id).turnKey(), Rating.DOWN, "too long")).isTrue();
    assertThat(fixture.streams.rate(Samples.ask(id).turnKey(), Rating.UP, "")).isTrue();
    Map<String, AttributeValue> turn =
        db.client()
            .getItem(
                r -> r.tableName(LocalDynamoDb.TABLE).key(TurnItem.key(Samples.ask(id).turnKey())))
            .item();
    assertThat(turn.get("rating").s()).isEqualTo("up");
    assertThat(turn.get("feedback").s()).isEmpty();
    assertThat(turn.get("answer").s()).isEqualTo("answer");
  }

  @Test
  void streams_live_as_long_as_sessions_but_long_enough_to_be_resumed_and_a_day_at_most() {
    assertThat(Ask.lifetime(Duration.ofDays(30))).isEqualTo(Duration.ofHours(24));
    assertThat(Ask.lifetime(Duration.ofHours(2))).isEqualTo(Duration.ofHours(2));
    assertThat(Ask.lifetime(Duration.ZERO)).isEqualTo(Duration.ofMinutes(15));
    StreamItems brief = new StreamItems(db.table(fixture.time), Duration.ofMinutes(15));
    StreamId cancelled = StreamId.random();
    brief.create(Samples.ask(id), Samples.run(id));
    brief.createEnded(Samples.run(cancelled), new Ending.Cancelled());
    fixture.time.advance(Duration.ofMinutes(15).minusSeconds(1));
    assertThat(List.of(brief.run(id), brief.run(cancelled))).allMatch(Optional::isPresent);
    assertThat(brief.ask(id)).isPresent();
    fixture.time.advance(Duration.ofSeconds(1));
    assertThat(List.of(brief.run(id), brief.run(cancelled))).allMatch(Optional::isEmpty);
    assertThat(brief.ask(id)).isEmpty();
  }

  @Test
  void a_store_that_cannot_be_reached_says_what_was_tried_and_no_more() {
    StreamItems nowhere = new StreamItems(new Table(db.client(), "no-such-table", new FakeTime()));
    assertThatThrownBy(() -> nowhere.run(id))
        .isInstanceOf(StoreException.class)
        .hasMessage("The store failed at GetItem");
    assertThatThrownBy(() -> nowhere.create(Samples.ask(id), Samples.run(id)))
        .isInstanceOf(StoreException.class)
        .hasMessage("The store failed at TransactWriteItems");
    assertThatThrownBy(() -> nowhere.cancel(id, fixture.time.now()))
        .isInstanceOf(StoreException.class);
  }

  @Test
  void an_item_of_the_release_before_without_newer_attributes_is_read() {
    fixture.taken();
    Map<String, AttributeValue> raw = new HashMap<>();
    fixture.inTheTable(raw::putAll);
    raw.keySet().removeAll(List.of("start", "text", "seq", "until", "message_time", "owner"));
    db.client().putItem(r -> r.tableName(LocalDynamoDb.TABLE).item(raw));
    Run run = fixture.run();
    assertThat(run.text()).isEmpty();
    assertThat(run.lease()).isEqualTo(Optional.empty());
    assertThat(fixture.streams.cancel(id, fixture.time.now()))
        .isInstanceOf(CancelResult.EndedHere.class);
  }
}
