package dev.sluice.answer.provider;

import dev.sluice.answer.ChatModel;
import dev.sluice.settings.Settings;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The providers that the settings configure, in the order they are asked. One without a key is not
 * among them. Built once in a process: the connections and what is known of each provider live
 * here.
 */
public final class Providers {
  private final List<Provider> providers;
  private final HttpClient http;

  private Providers(List<Provider> providers, HttpClient http) {
    this.providers = providers;
    this.http = http;
  }

  /**
   * Reads {@code MODELS} and the settings of every provider; what is wrong is noted there. Without
   * {@code MODELS} the order is {@link ModelDefaults#ORDER} and then whatever else is configured;
   * with it, providers it does not name are not asked.
   */
  public static Providers read(Settings settings) {
    HttpClient http = Transport.newHttpClient();
    Map<String, Optional<Provider>> known = new LinkedHashMap<>();
    OpenAiProviders openAi = new OpenAiProviders(settings, http);
    OtherProviders others = new OtherProviders(settings, http);
    known.put("deepseek", openAi.deepSeek());
    known.put("openai", openAi.openAi());
    known.put("gemini", openAi.gemini());
    known.put("anthropic", others.anthropic());
    known.put("bedrock", others.bedrock());
    known.put("compatible", openAi.compatible());
    known.put("ollama", others.ollama());
    List<Provider> ordered = new ArrayList<>();
    for (String name : order(settings, known)) {
      known.getOrDefault(name, Optional.empty()).ifPresent(ordered::add);
    }
    return new Providers(ordered, http);
  }

  /** Chat models over the providers, which share their connections. */
  public List<ChatModel> models() {
    return providers.stream().<ChatModel>map(ProviderModel::new).toList();
  }

  /**
   * Asks every provider whether it knows the model, all at once; blocks for some seconds at most.
   */
  public List<ModelReport> check() {
    return new ModelCheck(http).check(providers);
  }

  /**
   * Loads what an answer needs by letting one come over loopback; blocks for a second or so. To be
   * called while a function initialises, before its snapshot is taken. No provider hears of it.
   */
  public void prime() {
    Priming.run(http);
  }

  private static List<String> order(Settings settings, Map<String, Optional<Provider>> known) {
    Optional<String> given = settings.text("MODELS");
    if (given.isEmpty()) {
      return Stream.concat(ModelDefaults.ORDER.stream(), known.keySet().stream())
          .distinct()
          .toList();
    }
    List<String> names = Stream.of(given.get().split(",")).map(String::strip).distinct().toList();
    for (String name : names) {
      if (!known.containsKey(name)) {
        settings.problem("MODELS", "some of " + String.join(", ", known.keySet()), name);
      }
    }
    return names;
  }
}
