package dev.sluice.embedding.remote;

import dev.sluice.aws.SigV4Signer;
import dev.sluice.gateway.Time;
import dev.sluice.settings.Settings;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads which remote model is meant: {@code openai:NAME}, {@code gemini:NAME}, {@code
 * compatible:NAME}, {@code ollama:NAME} or {@code bedrock:ID}, with the keys and addresses that the
 * chat models have, and {@code EMBEDDING_BASE_URL} and {@code EMBEDDING_DIMENSIONS}.
 */
public final class RemoteModels {
  private static final String BEDROCK_URL = "https://bedrock-runtime.%s.amazonaws.com";
  private static final Duration CONNECT = Duration.ofSeconds(3);

  /** Of a question: the sources are to appear at once. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private static final int MIN_DIMENSIONS = 16;

  /** As many as a vector of the index may have. */
  static final int MAX_DIMENSIONS = 1_024;

  /** The families that give any length without losing much. */
  private static final int SHORTENED = 768;

  /**
   * Who speaks OpenAI's API: the settings of address and key, the usual address if there is one.
   */
  private record Provider(String url, String key, String usual, boolean needsKey) {}

  private static final Provider OPENAI =
      new Provider("OPENAI_BASE_URL", "OPENAI_API_KEY", "https://api.openai.com/v1", true);

  private static final Provider GEMINI =
      new Provider(
          "GEMINI_BASE_URL",
          "GEMINI_API_KEY",
          "https://generativelanguage.googleapis.com/v1beta/openai",
          true);

  private static final Provider COMPATIBLE =
      new Provider("COMPATIBLE_BASE_URL", "COMPATIBLE_API_KEY", "", false);

  private final Settings settings;
  private final String setting;
  private final String provider;
  private final String model;

  private RemoteModels(Settings settings, String setting, String place) {
    this.settings = settings;
    this.setting = setting;
    int colon = place.indexOf(':');
    provider = colon < 0 ? "" : place.substring(0, colon);
    model = place.substring(colon + 1);
  }

  /**
   * The model; empty, with the problem noted in the settings, if the place names none.
   *
   * @param setting the name of the setting that holds the place
   */
  public static Optional<RemoteEmbedder> read(Settings settings, String setting, String place) {
    return new RemoteModels(settings, setting, place).read();
  }

  private Optional<RemoteEmbedder> read() {
    Optional<URI> given = settings.uri("EMBEDDING_BASE_URL", "https", "http");
    return switch (model.isBlank() ? "" : provider) {
      case "openai" -> openAi(given, OPENAI);
      case "gemini" -> openAi(given, GEMINI);
      case "compatible" -> openAi(given, COMPATIBLE);
      case "ollama" -> ollama(given);
      case "bedrock" -> Optional.of(bedrock(given));
      default -> {
        settings.problem(
            setting,
            "file:///folder or openai:, gemini:, compatible:, ollama: or bedrock: with a model's"
                + " name",
            provider + ":" + model);
        yield Optional.empty();
      }
    };
  }

  private Optional<RemoteEmbedder> openAi(Optional<URI> given, Provider provider) {
    Optional<URI> url =
        given
            .or(() -> settings.uri(provider.url(), "https", "http"))
            .or(() -> Optional.of(provider.usual()).filter(u -> !u.isEmpty()).map(URI::create));
    Optional<String> key = settings.text(provider.key());
    if (url.isEmpty()) {
      settings.required(provider.url());
    }
    if (provider.needsKey() && key.isEmpty()) {
      settings.required(provider.key());
    }
    boolean shortens = model.startsWith("text-embedding-3") || model.startsWith("gemini-embedding");
    int dimensions = dimensions(shortens ? SHORTENED : 0);
    return url.map(
        base ->
            embedder(
                new OpenAiApi(below(base, "/embeddings"), model, dimensions),
                Caller.withKey(key),
                dimensions));
  }

  private Optional<RemoteEmbedder> ollama(Optional<URI> given) {
    URI base =
        given
            .or(() -> settings.uri("OLLAMA_BASE_URL", "http", "https"))
            .orElse(URI.create("http://127.0.0.1:11434"));
    int dimensions = dimensions(0);
    return Optional.of(
        embedder(
            new OpenAiApi(below(base, "/v1/embeddings"), model, dimensions),
            Caller.withKey(Optional.empty()),
            dimensions));
  }

  /** With a Bedrock key, or signed with the function's role. */
  private RemoteEmbedder bedrock(Optional<URI> given) {
    String region =
        settings.text("BEDROCK_REGION").or(() -> settings.text("AWS_REGION")).orElse("us-east-1");
    URI base = given.orElse(URI.create(BEDROCK_URL.formatted(region)));
    String path = "/model/" + URLEncoder.encode(model, StandardCharsets.UTF_8) + "/invoke";
    boolean cohere = model.contains("cohere.");
    int dimensions = dimensions(cohere && model.contains("embed-v4") ? MAX_DIMENSIONS : 0);
    EmbeddingApi api =
        cohere
            ? new CohereApi(below(base, path), dimensions)
            : new TitanApi(below(base, path), dimensions);
    Optional<String> key = settings.text("BEDROCK_API_KEY");
    return embedder(
        api,
        key.isPresent()
            ? Caller.withKey(key)
            : Caller.signed(new SigV4Signer(settings, region, "bedrock")),
        dimensions);
  }

  private RemoteEmbedder embedder(EmbeddingApi api, Caller caller, int dimensions) {
    String id = provider + ":" + model + (dimensions > 0 ? "@" + dimensions : "");
    HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    return new RemoteEmbedder(id, new Exchange(http, caller, api), Time.system(), PATIENCE);
  }

  private int dimensions(int usual) {
    return settings.integer("EMBEDDING_DIMENSIONS", usual, MIN_DIMENSIONS, MAX_DIMENSIONS);
  }

  private static URI below(URI base, String path) {
    return URI.create(base.toString().replaceFirst("/+$", "") + path);
  }
}
