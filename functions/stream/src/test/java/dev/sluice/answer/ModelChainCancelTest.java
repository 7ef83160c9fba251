package dev.sluice.answer;

import static dev.sluice.modelserver.Step.stall;
import static dev.sluice.modelserver.Step.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.modelserver.ExchangeEnd;
import dev.sluice.modelserver.Script;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A run can be ended at any moment, and the provider's call with it. */
class ModelChainCancelTest {
  /** Far less than the time-outs, after which a run would end in any case. */
  private static final Duration SOON = Duration.ofSeconds(30);

  private final Rig rig = new Rig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void before_the_status() {
    rig.deepSeek.enqueue(Script.answer("Never").after(stall()));
    cancelled(rig.prepare());
  }

  @Test
  void before_the_first_token() {
    rig.deepSeek.enqueue(Script.of(stall()));
    cancelled(rig.prepare());
  }

  @Test
  void in_the_middle() {
    rig.deepSeek.enqueue(Script.of(text("One "), stall()));
    ChainRun run = rig.prepare();
    CompletableFuture<ChainOutcome> outcome = rig.start(run);
    await().until(() -> rig.pieces.size() == 1);
    run.cancel();
    assertThat(outcome).succeedsWithin(SOON).isEqualTo(new ChainOutcome.Cancelled());
    Rig.awaitEnd(rig.deepSeek, ExchangeEnd.CLIENT_CLOSED);
    assertThat(rig.openAi.calls()).isEmpty();
    assertThat(rig.failures).isEmpty();
  }

  @Test
  void from_within_the_sink_nothing_follows() {
    rig.deepSeek.enqueue(Script.answer("One two three four"));
    ChainRun run = rig.prepare();
    rig.onPiece = piece -> run.cancel();
    assertThat(run.run()).isEqualTo(new ChainOutcome.Cancelled());
    assertThat(rig.pieces).containsExactly("One ");
  }

  @Test
  void before_it_runs_no_model_is_asked() {
    ChainRun run = rig.prepare();
    run.cancel();
    assertThat(run.run()).isEqualTo(new ChainOutcome.Cancelled());
    assertThat(rig.deepSeek.calls()).isEmpty();
  }

  @Test
  void by_interrupting_its_thread() throws Exception {
    rig.deepSeek.enqueue(Script.of(text("One "), stall()));
    ChainRun run = rig.prepare();
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    CompletableFuture<ChainOutcome> outcome = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  outcome.complete(run.run());
                  interrupted.complete(Thread.currentThread().isInterrupted());
                });
    await().until(() -> rig.pieces.size() == 1);
    thread.interrupt();
    assertThat(outcome).succeedsWithin(SOON).isEqualTo(new ChainOutcome.Cancelled());
    assertThat(interrupted.join()).isTrue();
    Rig.awaitEnd(rig.deepSeek, ExchangeEnd.CLIENT_CLOSED);
  }

  private void cancelled(ChainRun run) {
    CompletableFuture<ChainOutcome> outcome = rig.start(run);
    await().until(() -> rig.deepSeek.openCalls() == 1);
    run.cancel();
    assertThat(outcome).succeedsWithin(SOON).isEqualTo(new ChainOutcome.Cancelled());
    Rig.awaitEnd(rig.deepSeek, ExchangeEnd.CLIENT_CLOSED);
    assertThat(rig.openAi.calls()).isEmpty();
    assertThat(rig.pieces).isEmpty();
  }
}
