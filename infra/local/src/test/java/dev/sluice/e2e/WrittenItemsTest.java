package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.modelserver.Script;
import dev.sluice.modelserver.Step;
import dev.sluice.standin.fault.Effect;
import dev.sluice.standin.fault.Fault;
import dev.sluice.standin.fault.FaultPlan;
import dev.sluice.standin.fault.Occasion;
import java.time.Duration;
import java.util.Collections;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * How many items one question writes over the whole of Sluice: the query function four, and one for
 * a claim; the stream function three, one to give the claim back, and one a heartbeat. Calls are
 * counted by faults that do nothing.
 */
final class WrittenItemsTest {
  private static final String HEARTBEAT = "#until = :until, #text = :text";

  private static LocalSluice sluice;

  @BeforeAll
  static void start() throws Exception {
    sluice = LocalSluice.start();
  }

  @AfterAll
  static void stop() {
    sluice.close();
  }

  private static Fault counting(String function, String operation, String containing) {
    return new Fault(
        Occasion.first(Occasion.Point.STORE)
            .by(function)
            .operation(operation)
            .containing(containing)
            .nth(1, Occasion.ALWAYS),
        new Effect.Slow(Duration.ZERO));
  }

  private static int count(Fault fault) {
    return Collections.frequency(sluice.stack().faults().happened(), fault);
  }

  /** What has been written by one function since the plan was put in force. */
  private static final class Written {
    private final Fault puts;
    private final Fault updates;
    private final Fault counters;
    private final Fault deletes;
    private final Fault pairs;
    private final int before;
    private final int countersBefore;

    Written(String function) {
      puts = counting(function, "PutItem", "");
      updates = counting(function, "UpdateItem", "");
      counters = counting(function, "UpdateItem", "QUOTA#");
      deletes = counting(function, "DeleteItem", "");
      pairs = counting(function, "TransactWriteItems", "");
      before = items();
      countersBefore = count(counters);
    }

    FaultPlan plan() {
      return FaultPlan.of(puts, updates, counters, deletes, pairs);
    }

    /**
     * Question and run, and an end and its turn, are written in pairs. Counters are left out: the
     * first update in a window is refused and made again.
     */
    private int items() {
      return count(puts) + count(updates) - count(counters) + count(deletes) + 2 * count(pairs);
    }

    int counted() {
      return count(counters) - countersBefore;
    }

    int now() {
      return items() - before;
    }
  }

  private static void ask(String question, int claimed) throws Exception {
    Written query = new Written("QueryFunction");
    Written stream = new Written("StreamFunction");
    Fault heartbeats = counting("StreamFunction", "UpdateItem", HEARTBEAT);
    int heartbeatsBefore = count(heartbeats);
    sluice.stack().faults().use(FaultPlan.NONE);
    sluice.stack().faults().add(query.plan());
    sluice.stack().faults().add(stream.plan());
    sluice.stack().faults().add(FaultPlan.of(heartbeats));
    String gate = "two heartbeats " + claimed;
    sluice
        .model()
        .enqueue(
            Script.of(
                Step.text("Within "),
                Step.await(gate),
                Step.text("30 days."),
                Step.finish("stop"),
                Step.done()));
    try (PlainClient client = sluice.connect()) {
      client.send(question);
      Awaitility.await().until(() -> count(heartbeats) - heartbeatsBefore >= 2);
      sluice.model().open(gate);
      assertThat(PlainClient.text(client.untilEnd())).isEqualTo("Within 30 days.");
      Awaitility.await().until(() -> sluice.stack().pendingInvocations() == 0);
    }
    int beats = count(heartbeats) - heartbeatsBefore;
    assertThat(query.now()).as("by the query function, and two counters").isEqualTo(2 + claimed);
    assertThat(query.counted()).as("updates of two counters").isBetween(2, 4);
    assertThat(stream.now()).as("by the stream function").isEqualTo(3 + claimed + beats);
    assertThat(beats).as("heartbeats").isLessThan(6);
  }

  @Test
  void a_question_of_a_resumable_client() throws Exception {
    String id = LocalSluice.newId();
    ask("{\"stream_id\":\"" + id + "\",\"question\":\"What is your return policy?\"}", 0);
  }

  @Test
  void a_question_of_an_older_client() throws Exception {
    ask("{\"question\":\"What is your return policy?\"}", 1);
  }
}
