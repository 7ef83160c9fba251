package dev.sluice.answer.provider;

import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.sluice.aws.SigV4Signer;
import dev.sluice.settings.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.Optional;

/** Providers with APIs or credentials of their own: Anthropic, Ollama and Bedrock. */
final class OtherProviders {
  /** Ollama cuts a prompt silently at its context; its default of 4,096 is less than ours take. */
  private static final int OLLAMA_CONTEXT_TOKENS = 16_384;

  /** LangChain4j wants a key; the transport takes it off again. */
  private static final String SIGNED = "signed";

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
                    Endpoint.of(
                        "anthropic", url, Optional.of(key), settings.required("ANTHROPIC_MODEL")),
                    new Transport(http)));
  }

  /** On this machine or another; configured when its model or its address is. */
  Optional<Provider> ollama() {
    Optional<URI> given = settings.uri("OLLAMA_BASE_URL", "http", "https");
    if (given.isEmpty() && settings.text("OLLAMA_MODEL").isEmpty()) {
      return Optional.empty();
    }
    URI url = given.orElse(ModelDefaults.OLLAMA_URL);
    return Optional.of(ollama(ollama(url, settings.required("OLLAMA_MODEL"))));
  }

  static Endpoint ollama(URI url, String model) {
    URI list = URI.create(Endpoint.base(url) + "/api/tags");
    return new Endpoint("ollama", url, list, Optional.empty(), model);
  }

  /**
   * Amazon Bedrock's endpoint for the APIs of OpenAI and Anthropic (bedrock-mantle): the same path
   * as for all others, ended and judged as exactly. The SDK's own streaming cannot be ended before
   * its first event through LangChain4j. With a Bedrock key, or signed with the function's role.
   */
  Optional<Provider> bedrock() {
    return settings.text("BEDROCK_MODEL").map(this::bedrock);
  }

  private Provider bedrock(String model) {
    String region =
        settings.text("BEDROCK_REGION").or(() -> settings.text("AWS_REGION")).orElse("us-east-1");
    URI root =
        settings
            .uri("BEDROCK_BASE_URL", "https", "http")
            .orElseGet(() -> URI.create(ModelDefaults.BEDROCK_URL.formatted(region)));
    URI list = URI.create(Endpoint.base(root) + "/v1/models");
    Optional<String> key = settings.text("BEDROCK_API_KEY");
    Transport transport =
        new Transport(
            http,
            key.isPresent()
                ? Optional.empty()
                : Optional.of(new SigV4Signer(settings, region, ModelDefaults.BEDROCK_SERVICE)));
    boolean claude = model.contains("anthropic.");
    URI url = URI.create(Endpoint.base(root) + (claude ? "/anthropic/v1" : "/v1"));
    Endpoint endpoint = new Endpoint("bedrock", url, list, key, model);
    return claude ? anthropic(endpoint, transport) : openAi(endpoint, transport);
  }

  private static Provider openAi(Endpoint endpoint, Transport transport) {
    return new Provider(
        endpoint,
        Api.OPENAI,
        transport,
        (client, prefix) ->
            OpenAiProviders.model(
                endpoint,
                false,
                OpenAiStreamingChatModel.builder()
                    .httpClientBuilder(client)
                    .maxCompletionTokens(ModelDefaults.MAX_OUTPUT_TOKENS)),
        false);
  }

  private static Provider anthropic(Endpoint endpoint, Transport transport) {
    return new Provider(
        endpoint, Api.ANTHROPIC, transport, (client, prefix) -> claude(endpoint, client), false);
  }

  /** Bedrock takes its key as a bearer, Anthropic as a header of its own. */
  private static StreamingChatModel claude(Endpoint endpoint, HttpClientBuilder client) {
    String key = endpoint.key().orElse(SIGNED);
    return AnthropicStreamingChatModel.builder()
        .httpClientBuilder(client)
        .baseUrl(endpoint.url().toString())
        .version(ModelDefaults.ANTHROPIC_VERSION)
        .apiKey(key)
        .customHeaders(
            endpoint.name().equals("bedrock") ? Map.of("Authorization", "Bearer " + key) : Map.of())
        .modelName(endpoint.model())
        .maxTokens(ModelDefaults.MAX_OUTPUT_TOKENS)
        .build();
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
                .build(),
        false);
  }
}
