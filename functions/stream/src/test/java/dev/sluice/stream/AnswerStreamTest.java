package dev.sluice.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.ConnectionItems;
import dev.sluice.aws.LocalDynamoDb;
import dev.sluice.gateway.Backoff;
import dev.sluice.gateway.FakeTime;
import dev.sluice.gateway.FrameSender;
import dev.sluice.gateway.PostOutcome;
import dev.sluice.log.EventLog;
import dev.sluice.log.Metrics;
import dev.sluice.relay.Assignment;
import dev.sluice.session.Ask;
import dev.sluice.session.ConnectionId;
import dev.sluice.session.Ending;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.Lease;
import dev.sluice.session.MemoryStreams;
import dev.sluice.session.Run;
import dev.sluice.session.Samples;
import dev.sluice.session.SessionId;
import dev.sluice.session.StreamId;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an invocation does that finds somebody else's stream, before any relay. */
final class AnswerStreamTest {
  @RegisterExtension static final LocalDynamoDb db = new LocalDynamoDb();

  private final FakeTime time = new FakeTime();
  private final MemoryStreams store = new MemoryStreams(time, Duration.ofDays(30));
  private final ConnectionItems connections = new ConnectionItems(db.table(time));
  private final List<String> posted = new ArrayList<>();
  private final Deque<PostOutcome> outcomes = new ArrayDeque<>();
  private final StreamId id = StreamId.random();
  private final ConnectionId connection = new ConnectionId(StreamId.random().value());

  private PostOutcome send(ConnectionId to, byte[] message, Duration timeout) {
    posted.add(new String(message, StandardCharsets.UTF_8));
    return outcomes.isEmpty() ? new PostOutcome.Sent() : outcomes.pop();
  }

  private AnswerStream stream() {
    FrameSender frames = this::send;
    return new AnswerStream(
        new AnswerStream.Parts(
            store,
            store,
            connections,
            frames,
            (ask, longest) -> {
              throw new AssertionError("No model is to be asked");
            },
            new TurnRecording(true),
            new Assignment.Timing(Duration.ZERO, Duration.ofSeconds(30), Duration.ofSeconds(5)),
            Backoff.forPosts(new Random(1)),
            time,
            new EventLog(new PrintStream(new ByteArrayOutputStream(), true)),
            new StreamMetrics(Metrics.NONE, time)));
  }

  /** A question of an older client, begun by an invocation that was killed. */
  private void begunAndKilled() {
    Ask sample = Samples.ask(id);
    Ask ask =
        new Ask(
            id,
            sample.tenant(),
            sample.subject(),
            SessionId.random(),
            true,
            "Q?",
            false,
            true,
            false,
            false,
            sample.context(),
            List.of(),
            List.of(),
            "{}",
            connection,
            time.now());
    connections.put(Samples.connection(connection, time.now()));
    store.create(ask, Run.pending(id, ask.tenant(), ask.subject(), connection, time.now()));
    store.take(id, "killed", time.now());
  }

  private Ending ending() {
    return store.run(id).flatMap(Run::ending).orElseThrow();
  }

  @Test
  void an_older_client_is_told_that_its_answer_was_lost_also_if_the_gateway_refuses_at_first()
      throws Exception {
    begunAndKilled();
    time.advance(Duration.ofSeconds(12));
    outcomes.add(new PostOutcome.Throttled());
    stream().answer(id);
    assertThat(posted).hasSize(2).allMatch(frame -> frame.contains("answer_incomplete"));
    assertThat(ending()).isEqualTo(new Ending.Failed(ErrorCode.ANSWER_INCOMPLETE));
  }

  @Test
  void what_nobody_knows_to_have_arrived_is_not_told_twice() throws Exception {
    begunAndKilled();
    time.advance(Duration.ofSeconds(12));
    outcomes.add(new PostOutcome.Unknown("cut"));
    stream().answer(id);
    assertThat(posted).hasSize(1);
  }

  @Test
  void after_its_half_minute_an_older_client_is_told_nothing_as_it_may_read_another_answer()
      throws Exception {
    begunAndKilled();
    time.advance(Duration.ofSeconds(60));
    stream().answer(id);
    assertThat(posted).isEmpty();
    assertThat(ending()).isEqualTo(new Ending.Failed(ErrorCode.ANSWER_INCOMPLETE));
  }

  @Test
  void an_older_question_that_is_begun_when_its_time_is_over_ends_at_once() throws Exception {
    begunAndKilled();
    StreamId late = StreamId.random();
    Ask first = store.ask(id).orElseThrow();
    Ask ask =
        new Ask(
            late,
            first.tenant(),
            first.subject(),
            first.session(),
            true,
            "Q?",
            false,
            true,
            false,
            false,
            first.context(),
            List.of(),
            List.of(),
            "{}",
            connection,
            time.now());
    store.create(ask, Run.pending(late, ask.tenant(), ask.subject(), connection, time.now()));
    time.advance(Duration.ofSeconds(60));
    stream().answer(late);
    assertThat(posted).isEmpty();
    assertThat(store.run(late).flatMap(Run::ending))
        .contains(new Ending.Failed(ErrorCode.ANSWER_INCOMPLETE));
  }

  @Test
  void a_resumable_client_is_told_after_five_attempts() throws Exception {
    store.create(Samples.ask(id), Samples.run(id));
    for (int i = 0; i < 5; i++) {
      store.take(id, "killed " + i, time.now());
      time.advance(Lease.DURATION.plus(Lease.CLOCK_SKEW).plusMillis(1));
    }
    outcomes.add(new PostOutcome.Throttled());
    stream().answer(id);
    assertThat(posted).hasSize(2).allMatch(frame -> frame.contains("answer_incomplete"));
  }

  @Test
  void a_duplicate_leaves_without_a_word() throws Exception {
    store.create(Samples.ask(id), Samples.run(id));
    store.take(id, "owner", time.now());
    long before = time.nanos();
    stream().answer(id);
    assertThat(posted).isEmpty();
    assertThat(time.nanos()).isEqualTo(before);
    assertThat(store.run(id).orElseThrow().attempt()).isEqualTo(1);
  }

  @Test
  void a_stream_that_nobody_knows_is_left_alone() throws Exception {
    stream().answer(id);
    assertThat(posted).isEmpty();
  }
}
