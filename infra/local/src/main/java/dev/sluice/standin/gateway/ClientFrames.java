package dev.sluice.standin.gateway;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * Takes a client's frames. Jetty calls it from one thread at a time, and the next frame only after
 * {@code demand()}.
 */
final class ClientFrames implements FrameHandler {
  private final Gateway gateway;
  private final Admitted admitted;
  private final MessageAssembler assembler;
  private final Semaphore places;

  /** Set by {@link #onOpen}, before which Jetty calls nothing else. */
  private Optional<GatewayConnection> connection = Optional.empty();

  /** Set by {@link #onOpen}. */
  private Optional<CoreSession> session = Optional.empty();

  /** Whether the connection is being closed: what still comes is read and dropped. */
  private boolean refused;

  ClientFrames(Gateway gateway, Admitted admitted, GatewayLimits limits) {
    this.gateway = gateway;
    this.admitted = admitted;
    this.assembler = new MessageAssembler(limits.messageBytes());
    this.places = new Semaphore(limits.messagesAtOnce());
  }

  @Override
  public void onOpen(CoreSession opened, Callback callback) {
    session = Optional.of(opened);
    connection = Optional.of(gateway.opened(admitted, opened));
    callback.succeeded();
    opened.demand();
  }

  @Override
  public void onFrame(Frame frame, Callback callback) {
    CoreSession open = session.orElseThrow();
    if (refused) {
      callback.succeeded();
      open.demand();
      return;
    }
    switch (frame.getOpCode()) {
      case OpCode.TEXT, OpCode.CONTINUATION -> text(open, frame, callback);
      case OpCode.BINARY -> {
        callback.succeeded();
        refuse(open, 1003, "Binary frames are not supported");
      }
      case OpCode.PING -> pong(open, frame, callback);
      default -> {
        callback.succeeded(); // Jetty answers a close frame itself
        open.demand();
      }
    }
  }

  private void text(CoreSession open, Frame frame, Callback callback) {
    MessageAssembler.Result result =
        assembler.accept(Optional.ofNullable(frame.getPayload()), frame.isFin());
    callback.succeeded();
    switch (result) {
      case MessageAssembler.Result.Incomplete incomplete -> open.demand();
      case MessageAssembler.Result.Refused wrong -> refuse(open, wrong.code(), wrong.reason());
      case MessageAssembler.Result.Message message -> work(open, message.text());
    }
  }

  private void refuse(CoreSession open, int code, String reason) {
    refused = true;
    connection.orElseThrow().close(code, reason);
    open.demand();
  }

  /** The time of the message is taken here, in order; the work goes on beside the reading. */
  private void work(CoreSession open, String text) {
    GatewayConnection from = connection.orElseThrow();
    long time = admitted.times().next();
    Thread.ofVirtual()
        .name("standin-message")
        .start(
            () -> {
              places.acquireUninterruptibly();
              open.demand();
              try {
                gateway.message(from, time, text);
              } finally {
                places.release();
              }
            });
  }

  private static void pong(CoreSession open, Frame ping, Callback callback) {
    Frame pong = new Frame(OpCode.PONG);
    if (ping.getPayload() != null) {
      ByteBuffer payload = ByteBuffer.allocate(ping.getPayload().remaining());
      payload.put(ping.getPayload()).flip();
      pong.setPayload(payload);
    }
    callback.succeeded();
    open.sendFrame(pong, Callback.from(open::demand), false);
  }

  @Override
  public void onError(Throwable cause, Callback callback) {
    callback.succeeded(); // onClosed follows with the status
  }

  @Override
  public void onClosed(CloseStatus status, Callback callback) {
    connection.ifPresent(
        closed ->
            gateway.closed(
                closed, status.getCode(), Optional.ofNullable(status.getReason()).orElse("")));
    callback.succeeded();
  }
}
