package dev.sluice.answer.provider;

import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.CancellationUnsupportedHandle;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.sluice.answer.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The one HTTP exchange of a call, as LangChain4j's HTTP client. It runs on the thread that calls
 * it and returns when the exchange is over; interrupting that thread closes the connection (or
 * resets the HTTP/2 stream) whatever it is waiting for. Events are taken apart here, because
 * LangChain4j's parser gives out an unfinished event at a cut, replaces characters that were cut in
 * two, and swallows what its listeners throw. Time-outs are left to the caller, who ends the call.
 */
final class ProviderExchange implements HttpClient {
  /** Enough for any error's code; some proxies send whole pages. */
  private static final int MAX_ERROR_BYTES = 64 * 1024;

  private static final int OK = 200;
  private static final String DONE = "[DONE]";

  /** How long a provider may take from the answer's end to the end of the connection's use. */
  private static final long MAX_FAREWELL_MILLIS = 1_000;

  private static final ServerSentEventContext NO_HANDLE =
      new ServerSentEventContext(new CancellationUnsupportedHandle());

  private final Provider provider;
  private final RequestEdits edits;
  private final StreamState state;
  private final CallListener listener;

  /** What was sent, once it was. Owned by the thread of the call, like the next. */
  private String sentBody = "";

  /** The provider's report, if it has answered with an error's status. */
  private Optional<ErrorReply> error = Optional.empty();

  /** Hears what the exchange sees, on the thread of the call. */
  interface CallListener {
    /** The model is thinking. */
    void thinking();

    /** The answer is complete, though the connection may still be in use for a moment. */
    void complete();

    /** Whether LangChain4j could not read an event. */
    boolean hasFailed();
  }

  ProviderExchange(
      Provider provider, RequestEdits edits, StreamState state, CallListener listener) {
    this.provider = provider;
    this.edits = edits;
    this.state = state;
    this.listener = listener;
  }

  Optional<ErrorReply> error() {
    return error;
  }

  /** The body that was sent, empty before. */
  String sentBody() {
    return sentBody;
  }

  @Override
  public SuccessfulHttpResponse execute(HttpRequest request) {
    throw new UnsupportedOperationException("Answers are streamed");
  }

  @Override
  public void execute(
      HttpRequest request, ServerSentEventParser unused, ServerSentEventListener events) {
    sentBody = edits.apply(request.body());
    try {
      Transport.Response response = provider.transport().send(request, sentBody);
      try (BodyStream body = response.body()) {
        answered(response, body, events);
      }
    } catch (IOException e) {
      state.fault(Failure.UNAVAILABLE, Transport.detail(e));
    } catch (IllegalStateException e) {
      state.fault(Failure.MISCONFIGURED, "the request could not be signed");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the call is being closed
    }
  }

  private void answered(
      Transport.Response response, BodyStream body, ServerSentEventListener events)
      throws IOException, InterruptedException {
    String type = response.headers().firstValue("Content-Type").orElse("none");
    String expected = provider.api().framing().contentType();
    if (response.status() != OK) {
      report(response.status(), body);
    } else if (!type.toLowerCase(Locale.ROOT).startsWith(expected)) {
      state.fault(Failure.BROKEN, "content is not " + expected);
    } else {
      events.onOpen(
          SuccessfulHttpResponse.builder()
              .statusCode(OK)
              .headers(response.headers().map())
              .build());
      read(body, events);
    }
  }

  private void report(int status, BodyStream body) throws IOException, InterruptedException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    Optional<byte[]> bytes = body.next();
    while (bytes.isPresent() && text.size() < MAX_ERROR_BYTES) {
      text.writeBytes(bytes.get());
      bytes = body.next();
    }
    ErrorReply reply = ErrorReply.of(status, Json.tree(text.toString(StandardCharsets.UTF_8)));
    error = Optional.of(reply);
    state.fault(reply.failure(), reply.detail());
  }

  /** Reads to the end even when the answer is complete, so that the connection can be kept. */
  private void read(BodyStream body, ServerSentEventListener events) throws InterruptedException {
    LineDecoder lines = new LineDecoder();
    EventAssembler assembler = new EventAssembler(provider.api().framing());
    boolean leaving = false;
    try {
      Optional<byte[]> bytes = body.next();
      while (bytes.isPresent() && state.fault().isEmpty()) {
        lines.feed(bytes.get(), line -> assembler.next(line).ifPresent(e -> take(e, events)));
        if (state.isComplete() && !leaving) {
          leaving = true;
          closeSoon(body);
        }
        bytes = body.next();
      }
    } catch (IOException e) {
      // cut, malformed or closed by us: a stream that is not complete tells it
    }
    if (state.isComplete() && !state.isDone()) {
      complete(events);
    }
  }

  private void take(ServerSentEvent event, ServerSentEventListener events) {
    if (state.fault().isPresent() || state.isDone()) {
      return;
    }
    state.event();
    if (event.data().strip().equals(DONE)) {
      state.done();
    } else {
      pass(event, events);
    }
    if (state.isDone()) {
      complete(events);
    }
  }

  private void pass(ServerSentEvent event, ServerSentEventListener events) {
    JsonNode document = Json.tree(event.data());
    if (!document.isObject()) {
      state.fault(Failure.BROKEN, "an event is not a JSON object");
      return;
    }
    boolean thinking = provider.api().shape().see(document, state);
    if (state.fault().isPresent()) {
      return;
    }
    try {
      events.onEvent(event, NO_HANDLE);
    } catch (RuntimeException e) {
      state.fault(Failure.BROKEN, "an event was not understood");
    }
    if (listener.hasFailed()) {
      state.fault(Failure.BROKEN, "an event was not understood");
    }
    if (thinking) {
      listener.thinking();
    }
  }

  private void complete(ServerSentEventListener events) {
    events.onClose();
    listener.complete();
  }

  private static void closeSoon(BodyStream body) {
    CompletableFuture.delayedExecutor(
            MAX_FAREWELL_MILLIS, TimeUnit.MILLISECONDS, Thread::startVirtualThread)
        .execute(body::close);
  }
}
