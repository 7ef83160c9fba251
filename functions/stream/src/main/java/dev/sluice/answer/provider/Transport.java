package dev.sluice.answer.provider;

import dev.langchain4j.http.client.HttpRequest;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
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

  private final HttpClient http;

  /** Whether a connection may be left from an earlier call, which the provider may have closed. */
  private final AtomicBoolean mayBeStale = new AtomicBoolean();

  Transport(HttpClient http) {
    this.http = http;
  }

  /** The client that all providers of a process share. Redirects are never followed. */
  static HttpClient newHttpClient() {
    return HttpClient.newBuilder()
        .connectTimeout(CONNECT_TIMEOUT)
        .followRedirects(HttpClient.Redirect.NEVER)
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
  private static java.net.http.HttpRequest message(HttpRequest request, String body) {
    URI uri = URI.create(request.url());
    boolean secure = "https".equalsIgnoreCase(uri.getScheme());
    java.net.http.HttpRequest.Builder message =
        java.net.http.HttpRequest.newBuilder(uri)
            .version(secure ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
            .method(request.method().name(), BodyPublishers.ofString(body));
    request.headers().forEach((name, all) -> all.forEach(value -> message.header(name, value)));
    return message.build();
  }

  /** For logs: what kind of exception, without its message. */
  static String detail(IOException e) {
    return "no answer: " + e.getClass().getSimpleName();
  }
}
