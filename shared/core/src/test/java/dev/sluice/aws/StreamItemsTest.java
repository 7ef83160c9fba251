package dev.sluice.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.gateway.FakeTime;
import dev.sluice.session.Ask;
import dev.sluice.session.ConnectionId;
import dev.sluice.session.Ending;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.Run;
import dev.sluice.session.Samples;
import dev.sluice.session.StoreException;
import dev.sluice.session.StreamId;
import dev.sluice.session.StreamStore.CancelResult;
import dev.sluice.session.StreamStore.Created;
import dev.sluice.session.StreamStore.Rating;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Questions and runs: stored once, ended from outside, expired. */
final class StreamItemsTest {
  @RegisterExtension static final LocalDynamoDb db = new LocalDynamoDb();

  private final StreamFixture fixture = new StreamFixture(db);
  private final StreamItems streams = fixture.streams;
  private final StreamId id = fixture.id;

  @Test
  void a_question_and_its_run_come_back_as_they_were() {
    Ask ask = Samples.ask(id);
    Run run = Samples.run(id);
    assertThat(streams.create(ask, run)).isEqualTo(new Created.New());
    assertThat(streams.ask(id)).contains(ask);
    assertThat(streams.run(id)).contains(run);
    assertThat(db.requests().itemsWritten()).isEqualTo(2);
  }

  @Test
  void an_empty_question_without_context_comes_back_too() {
    Ask full = Samples.ask(id);
    Ask bare =
        new Ask(
            id,
            full.tenant(),
            full.subject(),
            full.session(),
            false,
            "Q",
            false,
            false,
            false,
            true,
            dev.sluice.session.PageContext.NONE,
            java.util.List.of(),
            java.util.List.of(),
            "",
            full.connection(),
            full.askedAt());
    streams.create(bare, Samples.run(id));
    assertThat(streams.ask(id)).contains(bare);
  }

  @Test
  void unknown_ids_are_absent() {
    assertThat(streams.ask(id)).isEmpty();
    assertThat(streams.run(id)).isEmpty();
  }

  @Test
  void a_known_id_is_told_with_its_run_and_nothing_is_stored() {
    fixture.taken();
    Run other =
        Run.pending(
            id, Samples.TENANT, Samples.SUBJECT, new ConnectionId("c2"), fixture.time.now());
    db.requests().reset();
    assertThat(streams.create(Samples.ask(id), other)).isEqualTo(new Created.Known(fixture.run()));
    assertThat(fixture.run().reader().connection()).isEqualTo(Samples.CONNECTION);
    assertThat(db.requests().itemsWritten()).isZero();
  }

  @Test
  void a_creation_whose_answer_was_lost_is_new() {
    db.requests().loseNextAnswer();
    assertThat(streams.create(Samples.ask(id), Samples.run(id))).isEqualTo(new Created.New());
    assertThat(streams.run(id)).contains(Samples.run(id));
  }

  @Test
  void what_has_expired_is_absent_and_its_id_is_free_again() {
    fixture.taken();
    fixture.time.advance(Ask.LIFETIME.minusSeconds(1));
    assertThat(streams.run(id)).isPresent();
    assertThat(streams.ask(id)).isPresent();
    fixture.time.advance(Duration.ofSeconds(1));
    assertThat(streams.run(id)).isEmpty();
    assertThat(streams.ask(id)).isEmpty();
    assertThat(streams.create(Samples.ask(id), Samples.run(id))).isEqualTo(new Created.New());
    assertThat(streams.run(id)).contains(Samples.run(id));
  }

  @Test
  void an_id_that_is_cancelled_before_its_question_is_found_ended_by_it() {
    assertThat(streams.createEnded(Samples.run(id), new Ending.Cancelled())).isTrue();
    Run ended = fixture.run();
    assertThat(ended.ending()).contains(new Ending.Cancelled());
    assertThat(streams.ask(id)).isEmpty();
    assertThat(streams.create(Samples.ask(id), Samples.run(id)))
        .isEqualTo(new Created.Known(ended));
    assertThat(streams.ask(id)).isEmpty();
  }

  @Test
  void a_question_that_was_first_is_not_ended_by_a_placeholder() {
    fixture.stored();
    assertThat(streams.createEnded(Samples.run(id), new Ending.Cancelled())).isFalse();
    assertThat(fixture.run().ending()).isEmpty();
  }

  @Test
  void a_placeholder_whose_answer_was_lost_is_put() {
    db.requests().loseNextAnswer();
    assertThat(streams.createEnded(Samples.run(id), new Ending.Cancelled())).isTrue();
    assertThat(streams.createEnded(Samples.run(id), new Ending.Cancelled())).isTrue();
  }

  @Test
  void a_placeholder_takes_the_place_of_an_expired_run() {
    fixture.stored();
    fixture.expire();
    assertThat(streams.createEnded(Samples.run(id), new Ending.Cancelled())).isTrue();
    assertThat(fixture.run().ending()).contains(new Ending.Cancelled());
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void a_failed_run_says_why(ErrorCode code) {
    fixture.stored();
    streams.fail(id, code);
    assertThat(fixture.run().ending()).contains(new Ending.Failed(code));
  }

  @Test
  void ending_a_run_from_outside_raises_the_fence_once() {
    fixture.taken();
    db.requests().loseNextAnswer();
    streams.fail(id, ErrorCode.BUSY);
    streams.fail(id, ErrorCode.INTERNAL);
    assertThat(fixture.run().attempt()).isEqualTo(2);
    assertThat(fixture.run().ending()).contains(new Ending.Failed(ErrorCode.BUSY));
  }

  @Test
  void a_run_that_has_ended_does_not_fail_and_an_unknown_one_is_not_made() {
    fixture.stored();
    streams.cancel(id, fixture.time.now());
    streams.fail(id, ErrorCode.BUSY);
    assertThat(fixture.run().ending()).contains(new Ending.Cancelled());
    StreamId unknown = StreamId.random();
    streams.fail(unknown, ErrorCode.BUSY);
    assertThat(streams.run(unknown)).isEmpty();
  }

  @Test
  void a_recorded_turn_is_rated() {
    fixture.taken();
    fixture.leases.finish(fixture.mark(1), fixture.finished("answer"), 0);
    assertThat(streams.rate(Samples.ask(id).turnKey(), Rating.DOWN, "too long")).isTrue();
    assertThat(streams.rate(Samples.ask(id).turnKey(), Rating.UP, "")).isTrue();
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
  void a_turn_that_is_not_recorded_or_has_expired_is_not_rated() {
    assertThat(streams.rate(Samples.ask(id).turnKey(), Rating.UP, "")).isFalse();
    fixture.taken();
    fixture.leases.finish(fixture.mark(1), fixture.finished("answer"), 0);
    fixture.time.advance(StreamFixture.RETENTION);
    assertThat(streams.rate(Samples.ask(id).turnKey(), Rating.UP, "")).isFalse();
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
    Map<String, AttributeValue> raw = fixture.raw();
    raw.keySet()
        .removeAll(java.util.List.of("start", "text", "seq", "until", "message_time", "owner"));
    db.client().putItem(r -> r.tableName(LocalDynamoDb.TABLE).item(raw));
    Run run = fixture.run();
    assertThat(run.text()).isEmpty();
    assertThat(run.lease()).isEqualTo(Optional.empty());
    assertThat(streams.cancel(id, fixture.time.now())).isInstanceOf(CancelResult.EndedHere.class);
  }
}
