package dev.sluice.standin.http;

import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** A request whose body has been read already, and can be read again by the next handler. */
public final class BufferedRequest extends Request.Wrapper {
  private final Content.Source body;

  /**
   * @param body what had been read
   */
  public BufferedRequest(Request wrapped, byte[] body) {
    super(wrapped);
    this.body = Content.Source.from(ByteBuffer.wrap(body));
  }

  @Override
  public Content.Chunk read() {
    return body.read();
  }

  @Override
  public void demand(Runnable demandCallback) {
    body.demand(demandCallback);
  }
}
