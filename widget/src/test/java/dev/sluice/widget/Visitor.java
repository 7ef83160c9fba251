package dev.sluice.widget;

import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/** One browser's connection, as the script sees it. Thread-safe. */
final class Visitor {
  private final CoreSession session;

  /** The token it came with. */
  final String token;

  Visitor(CoreSession session, String token) {
    this.session = session;
    this.token = token;
  }

  /** Its network has gone without a word: nothing comes through in either direction. */
  volatile boolean lost;

  /** Sends a frame; one that is gone gets nothing. */
  void send(String frame) {
    if (!lost) {
      session.sendFrame(new Frame(OpCode.TEXT, frame), Callback.NOOP, false);
    }
  }

  /** Ends the connection as the gateway does after two hours. */
  void goAway() {
    session.close(CloseStatus.SHUTDOWN, "Going away", Callback.NOOP);
  }

  /** Ends the connection as a broken network does. */
  void drop() {
    session.abort();
  }

  boolean isOpen() {
    return session.isOutputOpen();
  }
}
