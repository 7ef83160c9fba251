package dev.sluice.answer.provider;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel.OpenAiStreamingChatModelBuilder;
import dev.sluice.settings.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Providers that speak the OpenAI API. Gemini is asked through its endpoint for that API too: the
 * same path, with the same tests, brings its answers then, and no further library.
 */
final class OpenAiProviders {
  private static final String BETA = "/beta";

  private final Settings settings;
  private final HttpClient http;

  OpenAiProviders(Settings settings, HttpClient http) {
    this.settings = settings;
    this.http = http;
  }

  /** Without thinking; continues a prefix under {@code /beta}, unless another host stands in. */
  Optional<Provider> deepSeek() {
    URI url = url("DEEPSEEK_BASE_URL").orElse(ModelDefaults.DEEPSEEK_URL);
    String model = settings.text("DEEPSEEK_MODEL", ModelDefaults.DEEPSEEK_MODEL);
    boolean isDeepSeek = ModelDefaults.DEEPSEEK_URL.getHost().equals(url.getHost());
    boolean prefix = settings.flag("DEEPSEEK_PREFIX", isDeepSeek);
    return settings
        .text("DEEPSEEK_API_KEY")
        .map(
            key ->
                provider(
                    Endpoint.of("deepseek", url, Optional.of(key), model),
                    prefix,
                    builder ->
                        builder
                            .maxTokens(ModelDefaults.MAX_OUTPUT_TOKENS)
                            .customParameters(Map.of("thinking", Map.of("type", "disabled")))));
  }

  Optional<Provider> openAi() {
    URI url = url("OPENAI_BASE_URL").orElse(ModelDefaults.OPENAI_URL);
    String model = settings.text("OPENAI_MODEL", ModelDefaults.OPENAI_MODEL);
    return settings
        .text("OPENAI_API_KEY")
        .map(
            key ->
                provider(
                    Endpoint.of("openai", url, Optional.of(key), model),
                    false,
                    builder ->
                        builder
                            .maxCompletionTokens(ModelDefaults.MAX_OUTPUT_TOKENS)
                            .reasoningEffort("none")));
  }

  /** Without sampling parameters, which are deprecated there. */
  Optional<Provider> gemini() {
    URI url = url("GEMINI_BASE_URL").orElse(ModelDefaults.GEMINI_URL);
    String model = settings.text("GEMINI_MODEL", ModelDefaults.GEMINI_MODEL);
    return settings
        .text("GEMINI_API_KEY")
        .map(
            key ->
                provider(
                    Endpoint.of("gemini", url, Optional.of(key), model),
                    false,
                    builder -> builder.maxTokens(ModelDefaults.MAX_OUTPUT_TOKENS)));
  }

  /** Any other endpoint; the key may be absent. */
  Optional<Provider> compatible() {
    return url("COMPATIBLE_BASE_URL")
        .map(
            url ->
                provider(
                    Endpoint.of(
                        "compatible",
                        url,
                        settings.text("COMPATIBLE_API_KEY"),
                        settings.required("COMPATIBLE_MODEL")),
                    false,
                    builder -> builder.maxTokens(ModelDefaults.MAX_OUTPUT_TOKENS)));
  }

  /** An endpoint that is asked without any parameters. */
  static Provider plain(Endpoint endpoint, HttpClient http) {
    return provider(endpoint, false, http, builder -> builder);
  }

  private Provider provider(
      Endpoint endpoint,
      boolean prefix,
      UnaryOperator<OpenAiStreamingChatModelBuilder> parameters) {
    return provider(endpoint, prefix, http, parameters);
  }

  private static Provider provider(
      Endpoint endpoint,
      boolean prefix,
      HttpClient http,
      UnaryOperator<OpenAiStreamingChatModelBuilder> parameters) {
    return new Provider(
        endpoint,
        Api.OPENAI,
        new Transport(http),
        (client, continues) ->
            model(
                endpoint,
                continues,
                parameters.apply(OpenAiStreamingChatModel.builder().httpClientBuilder(client))),
        prefix);
  }

  static StreamingChatModel model(
      Endpoint endpoint, boolean continues, OpenAiStreamingChatModelBuilder builder) {
    builder
        .baseUrl(continues ? beta(endpoint.url()) : endpoint.url().toString())
        .modelName(endpoint.model());
    endpoint.key().ifPresent(builder::apiKey);
    return builder.build();
  }

  private static String beta(URI url) {
    return Endpoint.base(url).replaceFirst("/v1$", "") + BETA;
  }

  private Optional<URI> url(String name) {
    return settings.uri(name, "https", "http");
  }
}
