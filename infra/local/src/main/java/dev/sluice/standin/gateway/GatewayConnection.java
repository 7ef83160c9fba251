package dev.sluice.standin.gateway;

import dev.sluice.standin.time.Timer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/** An open connection. Thread-safe. */
final class GatewayConnection implements Outbound.Writer {
  /** How long a client may take to answer a close frame before it is cut off. */
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final Admitted admitted;
  private final CoreSession session;
  private final GatewayLimits limits;
  private final Timer timer;
  private final InstantSource clock;
  private final Outbound outbound;

  /** The end of the connection's life; guarded by this. */
  private Timer.Scheduled lifetime = () -> {};

  /** The next look at how long it has been idle; guarded by this. */
  private Timer.Scheduled idle = () -> {};

  /** When a message last passed, in either direction; written by whichever thread passed it. */
  private volatile Instant lastActiveAt;

  /** The same on {@link System#nanoTime()}, for the idle limit. */
  private volatile long lastActiveNanos;

  GatewayConnection(
      Admitted admitted, CoreSession session, GatewayLimits limits, GatewayTime time) {
    this.admitted = admitted;
    this.session = session;
    this.limits = limits;
    this.timer = time.timer();
    this.clock = time.clock();
    this.outbound = new Outbound(this, limits.bufferBytes());
    this.lastActiveAt = admitted.client().connectedAt();
    this.lastActiveNanos = System.nanoTime();
  }

  Client client() {
    return admitted.client();
  }

  EventTime times() {
    return admitted.times();
  }

  Outbound outbound() {
    return outbound;
  }

  Instant lastActiveAt() {
    return lastActiveAt;
  }

  /** Notes that a message passed. */
  void active() {
    lastActiveAt = clock.instant();
    lastActiveNanos = System.nanoTime();
  }

  /** Starts the limits of idle time and lifetime. */
  synchronized void startLimits() {
    lifetime = timer.after(limits.lifetime(), () -> outbound.finish(1001, "Going away"));
    watchIdle();
  }

  private synchronized void watchIdle() {
    long left = limits.idle().toNanos() - (System.nanoTime() - lastActiveNanos);
    if (left <= 0) {
      outbound.finish(1001, "Going away");
      return;
    }
    idle = timer.after(Duration.ofNanos(left), () -> watchIdle());
  }

  /** Drops what waits and the limits: the connection is closed. */
  synchronized void ended() {
    lifetime.cancel();
    idle.cancel();
    outbound.abandon();
  }

  /** Ends the connection without a closing handshake. */
  void abort() {
    outbound.abandon();
    session.abort();
  }

  @Override
  public boolean write(byte[] message) {
    try {
      for (int from = 0; from == 0 || from < message.length; from += limits.frameBytes()) {
        int length = Math.min(limits.frameBytes(), message.length - from);
        Frame frame = new Frame(from == 0 ? OpCode.TEXT : OpCode.CONTINUATION);
        frame.setPayload(ByteBuffer.wrap(message, from, length));
        frame.setFin(from + length >= message.length);
        Callback.Completable sent = new Callback.Completable();
        session.sendFrame(frame, sent, false);
        sent.get(limits.stall().toNanos(), TimeUnit.NANOSECONDS);
      }
      active();
      return true;
    } catch (ExecutionException e) {
      return false; // the client has gone; onClosed follows
    } catch (TimeoutException e) {
      session.abort();
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public synchronized void close(int code, String reason) {
    lifetime.cancel();
    lifetime = timer.after(CLOSING, session::abort);
    session.close(code, reason, Callback.NOOP);
  }
}
