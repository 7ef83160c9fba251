package dev.sluice.answer.provider;

import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.sluice.settings.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Optional;

/** Providers with APIs of their own: Anthropic and Ollama. */
final class OtherProviders {
  /** Ollama cuts a prompt silently at its context; its default of 4,096 is less than ours take. */
  private static final int OLLAMA_CONTEXT_TOKENS = 16_384;

  private final Settings settings;
  private final HttpClient http;

  OtherProviders(Settings settings, HttpClient http) {
    this.settings = settings;
    this.http = http;
  }

  /** Thinking is off unless asked for, so it is not. */
  Optional<Provider> anthropic() {
    URI url =
        settings.uri("ANTHROPIC_BASE_URL", "https", "http").orElse(ModelDefaults.ANTHROPIC_URL);
    return settings
        .text("ANTHROPIC_API_KEY")
        .map(
            key ->
                anthropic(
                    new Endpoint(
                        "anthropic",
                        url,
                        Optional.of(key),
                        settings.required("ANTHROPIC_MODEL"),
                        false)));
  }

  /** On this machine or another; configured when its model or its address is. */
  Optional<Provider> ollama() {
    Optional<URI> url = settings.uri("OLLAMA_BASE_URL", "http", "https");
    if (url.isEmpty() && settings.text("OLLAMA_MODEL").isEmpty()) {
      return Optional.empty();
    }
    String model = settings.required("OLLAMA_MODEL");
    return Optional.of(
        ollama(
            new Endpoint(
                "ollama", url.orElse(ModelDefaults.OLLAMA_URL), Optional.empty(), model, false)));
  }

  private Provider anthropic(Endpoint endpoint) {
    return new Provider(
        endpoint,
        Api.ANTHROPIC,
        new Transport(http),
        (client, prefix) ->
            AnthropicStreamingChatModel.builder()
                .httpClientBuilder(client)
                .baseUrl(endpoint.url().toString())
                .version(ModelDefaults.ANTHROPIC_VERSION)
                .apiKey(endpoint.key().orElse(""))
                .modelName(endpoint.model())
                .maxTokens(ModelDefaults.MAX_OUTPUT_TOKENS)
                .build());
  }

  private Provider ollama(Endpoint endpoint) {
    return new Provider(
        endpoint,
        Api.OLLAMA,
        new Transport(http),
        (client, prefix) ->
            OllamaStreamingChatModel.builder()
                .httpClientBuilder(client)
                .baseUrl(endpoint.url().toString())
                .modelName(endpoint.model())
                .think(false)
                .numCtx(OLLAMA_CONTEXT_TOKENS)
                .numPredict(ModelDefaults.MAX_OUTPUT_TOKENS)
                .build());
  }
}
