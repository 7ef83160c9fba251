package dev.sluice.answer.provider;

import dev.langchain4j.http.client.HttpRequest;
import dev.sluice.aws.SigV4Signer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A provider's connections: kept alive between calls, one for many calls with HTTP/2. Thread-safe.
 */
final class Transport {
  /** A host that does not take a connection in this time is down; the chain goes on. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private static final Set<String> KEY_HEADERS = Set.of("authorization", "x-api-key");

  private final HttpClient http;
  private final Optional<SigV4Signer> signer;

  /** Whether a connection may be left from an earlier call, which the provider may have closed. */
  private final AtomicBoolean mayBeStale = new AtomicBoolean();

  Transport(HttpClient http) {
    this(http, Optional.empty());
  }

  /**
   * @param signer signs what is sent, in place of a key
   */
  Transport(HttpClient http, Optional<SigV4Signer> signer) {
    this.http = http;
    this.signer = signer;
  }

  /** The client that all providers of a process share. Redirects are never followed. */
  static HttpClient newHttpClient() {
    return HttpClient.newBuilder()
        .connectTimeout(CONNECT_TIMEOUT)
        .followRedirects(HttpClient.Redirect.NEVER)
        .executor(Thread::startVirtualThread)
        .build();
  }

  /** A response whose body is still coming. */
  record Response(int status, HttpHeaders headers, BodyStream body) {}

  /**
   * Sends a request and waits for the status. When a connection of an earlier call turns out to be
   * closed (a function that was frozen finds it so) the request is sent again, once: the JDK's
   * client does that for GET only. Interrupting the thread ends the exchange.
   */
  Response send(HttpRequest request, String body) throws IOException, InterruptedException {
    java.net.http.HttpRequest message = message(request, body);
    boolean again = mayBeStale.getAndSet(true);
    try {
      return send(message);
    } catch (ConnectException e) {
      throw e;
    } catch (IOException e) {
      if (again) {
        return send(message);
      }
      throw e;
    }
  }

  /**
   * The response is taken from the body's handler and not from the client's own future, which fails
   * when the connection is cut in the same moment, and what had come would be lost with it.
   */
  private Response send(java.net.http.HttpRequest message)
      throws IOException, InterruptedException {
    CompletableFuture<Response> head = new CompletableFuture<>();
    CompletableFuture<?> exchange =
        http.sendAsync(
                message,
                info -> {
                  BodyStream body = new BodyStream();
                  head.complete(new Response(info.statusCode(), info.headers(), body));
                  return body;
                })
            .whenComplete((response, failure) -> fail(head, failure));
    try {
      return head.get();
    } catch (InterruptedException e) {
      exchange.cancel(true);
      head.thenAccept(response -> response.body().close()); // it may have come in this moment
      throw e;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    }
  }

  private static void fail(CompletableFuture<Response> head, @Nullable Throwable failure) {
    if (failure != null) {
      Throwable cause = failure.getCause();
      head.completeExceptionally(
          failure instanceof CompletionException && cause != null ? cause : failure);
    }
  }

  /** HTTP/2 only where TLS negotiates it: its upgrade in clear text confuses local servers. */
  private java.net.http.HttpRequest message(HttpRequest request, String body) {
    URI uri = URI.create(request.url());
    String method = request.method().name();
    boolean secure = "https".equalsIgnoreCase(uri.getScheme());
    java.net.http.HttpRequest.Builder message =
        java.net.http.HttpRequest.newBuilder(uri)
            .version(secure ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
            .method(method, BodyPublishers.ofString(body));
    request
        .headers()
        .forEach(
            (name, all) -> {
              if (signer.isEmpty() || !KEY_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                all.forEach(value -> message.header(name, value));
              }
            });
    signature(method, uri, body).forEach(message::setHeader);
    return message.build();
  }

  /** What the signer adds, if there is one. */
  Map<String, String> signature(String method, URI uri, String body) {
    return signer.map(s -> s.sign(method, uri, body)).orElse(Map.of());
  }

  /** For logs: what kind of exception, without its message. */
  static String detail(IOException e) {
    return "no answer: " + e.getClass().getSimpleName();
  }
}
