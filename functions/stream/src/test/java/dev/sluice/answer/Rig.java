package dev.sluice.answer;

import static org.awaitility.Awaitility.await;

import dev.sluice.answer.provider.Providers;
import dev.sluice.modelserver.ExchangeEnd;
import dev.sluice.modelserver.ModelRequest;
import dev.sluice.modelserver.ScriptedModelServer;
import dev.sluice.session.Passage;
import dev.sluice.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Three providers on loopback, a chain over them as its settings make it, and what it did. */
final class Rig implements AutoCloseable {
  static final Passage RETURNS =
      new Passage(
          "# Returns\n\nYou can return any item within 30 days. Refunds take five working days.",
          "returns.md",
          1,
          "Returns",
          "https://shop.example/returns",
          Map.of());

  final ScriptedModelServer deepSeek = ScriptedModelServer.start();
  final ScriptedModelServer openAi = ScriptedModelServer.start();
  final ScriptedModelServer gemini = ScriptedModelServer.start();
  final Map<String, String> environment = new HashMap<>();
  final List<String> failures = Collections.synchronizedList(new ArrayList<>());
  final List<String> spoke = Collections.synchronizedList(new ArrayList<>());
  final List<String> pieces = Collections.synchronizedList(new ArrayList<>());

  /** Hears each piece once it is in the list. */
  Consumer<String> onPiece = piece -> {};

  LongSupplier nanoTime = System::nanoTime;
  Duration time = Duration.ofMinutes(3);

  Rig() {
    environment.put("DEEPSEEK_API_KEY", "key-of-deepseek");
    environment.put("DEEPSEEK_BASE_URL", deepSeek.url().toString());
    environment.put("OPENAI_API_KEY", "key-of-openai");
    environment.put("OPENAI_BASE_URL", openAi.url().toString());
    environment.put("GEMINI_API_KEY", "key-of-gemini");
    environment.put("GEMINI_BASE_URL", gemini.url().toString());
    environment.put("FIRST_TOKEN_TIMEOUT", "2m"); // a busy machine is no slow model
    environment.put("STALL_TIMEOUT", "2m");
  }

  Rig only(String models) {
    environment.put("MODELS", models);
    return this;
  }

  Rig set(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Long enough for a busy machine, short enough to wait for. */
  Rig impatient() {
    return set("FIRST_TOKEN_TIMEOUT", "2s").set("STALL_TIMEOUT", "2s");
  }

  ModelChain chain() {
    Settings settings = new Settings(environment);
    ChainSettings chain = ChainSettings.read(settings, Providers.read(settings).models());
    settings.check();
    return new ModelChain(chain, prompts(), listener(), nanoTime);
  }

  ModelChain chainWithoutLastResort() {
    Settings settings = new Settings(environment);
    ChainSettings with = ChainSettings.read(settings, Providers.read(settings).models());
    settings.check();
    ChainSettings without =
        new ChainSettings(
            with.models(),
            java.util.Optional.empty(),
            with.firstToken(),
            with.stall(),
            with.pause());
    return new ModelChain(without, prompts(), listener(), nanoTime);
  }

  ChainOutcome ask() {
    return ask(chain(), "");
  }

  ChainOutcome ask(ModelChain chain, String soFar) {
    return chain.run(request(), soFar, this::take, deadline());
  }

  /** Runs in the background. */
  CompletableFuture<ChainOutcome> start(ChainRun run) {
    CompletableFuture<ChainOutcome> outcome = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> outcome.complete(run.run()));
    return outcome;
  }

  ChainRun prepare() {
    return chain().prepare(request(), "", this::take, deadline());
  }

  Deadline deadline() {
    return Deadline.after(time, nanoTime);
  }

  static AnswerRequest request() {
    return AnswerRequest.of("How long can I return an item?", List.of(RETURNS));
  }

  String text() {
    return String.join("", pieces);
  }

  static ModelRequest lastRequest(ScriptedModelServer server) {
    return server.calls().getLast().request();
  }

  static void awaitEnd(ScriptedModelServer server, ExchangeEnd end) {
    await().until(() -> server.calls().getLast().end() == end);
  }

  private void take(String piece) {
    pieces.add(piece);
    onPiece.accept(piece);
  }

  private static PromptBuilder prompts() {
    return new PromptBuilder(new Random(1), PromptBudget.USUAL);
  }

  private ChainListener listener() {
    return new ChainListener() {
      @Override
      public void firstText(String model) {
        spoke.add(model);
      }

      @Override
      public void failed(String model, ModelEvent.Failed failure) {
        failures.add(model + " " + failure.kind() + " " + failure.detail());
      }
    };
  }

  @Override
  public void close() {
    deepSeek.close();
    openAi.close();
    gemini.close();
  }
}
