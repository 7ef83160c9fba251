package dev.sluice.answer.provider;

import java.io.Closeable;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A response's body as it arrives, read by blocking. Unlike the JDK's input stream it gives out all
 * that came before a cut, so that no text is lost that was there already. Read by one thread;
 * closed by any.
 */
final class BodyStream implements BodySubscriber<BodyStream>, Closeable {
  /** Far more than an answer: a provider that sends this much faster than it is read is broken. */
  private static final long MAX_WAITING_BYTES = 4L * 1024 * 1024;

  /** What comes: bytes, then an end. */
  private sealed interface Part {}

  private record Bytes(byte[] bytes) implements Part {}

  private record End(Optional<Throwable> cause) implements Part {}

  private final BlockingQueue<Part> parts = new LinkedBlockingQueue<>();
  private final AtomicLong waitingBytes = new AtomicLong();

  /** Set once by the HTTP client, before anything else is called. */
  private volatile Flow.@Nullable Subscription subscription;

  /** Set by {@link #close}, which may come before the subscription. */
  private volatile boolean closed;

  @Override
  public CompletionStage<BodyStream> getBody() {
    return CompletableFuture.completedFuture(this);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
    if (closed) {
      given.cancel();
    }
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      parts.add(new Bytes(bytes));
      if (waitingBytes.addAndGet(bytes.length) > MAX_WAITING_BYTES) {
        close();
        parts.add(new End(Optional.of(new IOException("More than can be read"))));
      }
    }
  }

  @Override
  public void onError(Throwable cause) {
    parts.add(new End(Optional.of(cause)));
  }

  @Override
  public void onComplete() {
    parts.add(new End(Optional.empty()));
  }

  /**
   * Waits for more of the body.
   *
   * @return the next bytes, or empty when the body has ended as HTTP wants it
   * @throws IOException when it has not
   */
  Optional<byte[]> next() throws IOException, InterruptedException {
    return switch (parts.take()) {
      case Bytes(byte[] bytes) -> {
        waitingBytes.addAndGet(-bytes.length);
        yield Optional.of(bytes);
      }
      case End(Optional<Throwable> cause) -> {
        if (cause.isPresent()) {
          throw new IOException(cause.get());
        }
        yield Optional.empty();
      }
    };
  }

  /** Ends the exchange, if it has not ended; what waits to be read stays. */
  @Override
  public void close() {
    closed = true;
    Flow.Subscription given = subscription;
    if (given != null) {
      given.cancel();
    }
    parts.add(new End(Optional.of(new IOException("Closed"))));
  }
}
