package dev.sluice.answer.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.answer.provider.ModelReport.Finding;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks providers for their lists of models, to find out at start what would fail later. Blocks for
 * {@link #PATIENCE} at most. Thread-safe.
 */
public final class ModelCheck {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int OK = 200;
  private static final int BAD_REQUEST = 400;
  private static final int UNAUTHORIZED = 401;
  private static final int PAYMENT_REQUIRED = 402;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int NOT_ALLOWED = 405;

  private final HttpClient http;

  ModelCheck(HttpClient http) {
    this.http = http;
  }

  /** The models of an Ollama that runs on this machine, empty when none does or it has none. */
  public static List<String> findOllama() {
    return findOllama(ModelDefaults.OLLAMA_URL);
  }

  static List<String> findOllama(URI url) {
    try (HttpClient http = Transport.newHttpClient()) {
      Endpoint endpoint = OtherProviders.ollama(url, "");
      return new ModelCheck(http).check(endpoint, Api.OLLAMA, new Transport(http)).offered();
    }
  }

  /** Asks all at once, and returns the reports in the providers' order. */
  List<ModelReport> check(List<Provider> providers) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<ModelReport>> asked = new ArrayList<>();
      for (Provider p : providers) {
        asked.add(threads.submit(() -> check(p.endpoint(), p.api(), p.transport())));
      }
      List<ModelReport> reports = new ArrayList<>();
      for (Future<ModelReport> report : asked) {
        reports.add(report.get());
      }
      return reports;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private ModelReport check(Endpoint endpoint, Api api, Transport transport) {
    try {
      HttpResponse<String> response =
          http.send(request(endpoint, api, transport), BodyHandlers.ofString());
      return report(endpoint, api, response);
    } catch (IOException e) {
      return new ModelReport(endpoint.id(), Finding.UNREACHABLE, List.of());
    } catch (IllegalStateException e) {
      return new ModelReport(endpoint.id(), Finding.KEY_REFUSED, List.of());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new ModelReport(endpoint.id(), Finding.UNREACHABLE, List.of());
    }
  }

  private static HttpRequest request(Endpoint endpoint, Api api, Transport transport) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint.list())
            .timeout(PATIENCE)
            .version(HttpClient.Version.HTTP_1_1);
    if (api == Api.ANTHROPIC) {
      request.header("anthropic-version", ModelDefaults.ANTHROPIC_VERSION);
    }
    boolean own = endpoint.name().equals("anthropic");
    endpoint
        .key()
        .ifPresent(
            key ->
                request.header(own ? "x-api-key" : "Authorization", own ? key : "Bearer " + key));
    transport.signature("GET", endpoint.list(), "").forEach(request::setHeader);
    return request.build();
  }

  private static ModelReport report(Endpoint endpoint, Api api, HttpResponse<String> response) {
    List<String> names = names(Json.tree(response.body()), api);
    Finding finding =
        switch (response.statusCode()) {
          case OK -> finding(endpoint.model(), names);
          case BAD_REQUEST, UNAUTHORIZED, FORBIDDEN -> Finding.KEY_REFUSED;
          case PAYMENT_REQUIRED -> Finding.NOT_PAID;
          case NOT_FOUND, NOT_ALLOWED -> Finding.NO_LIST;
          default -> Finding.UNREACHABLE;
        };
    return new ModelReport(endpoint.id(), finding, names);
  }

  private static Finding finding(String model, List<String> names) {
    if (names.isEmpty()) {
      return Finding.NO_LIST;
    }
    boolean found = names.contains(model) || names.contains(model + ":latest");
    return found ? Finding.FOUND : Finding.NO_SUCH_MODEL;
  }

  /** Gemini writes {@code models/} before each name, and takes it with or without. */
  private static List<String> names(JsonNode list, Api api) {
    boolean ollama = api == Api.OLLAMA;
    List<String> names = new ArrayList<>();
    for (JsonNode model : list.path(ollama ? "models" : "data")) {
      names.add(model.path(ollama ? "name" : "id").asText().replaceFirst("^models/", ""));
    }
    return names;
  }
}
