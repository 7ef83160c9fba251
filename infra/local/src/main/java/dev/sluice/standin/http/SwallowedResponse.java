package dev.sluice.standin.http;

import java.nio.ByteBuffer;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A response in whose place another one is sent, once it is complete. */
public final class SwallowedResponse extends Response.Wrapper {
  private final Supplier<Reply> instead;

  /**
   * @param instead what is sent; asked for when the other response is complete
   */
  public SwallowedResponse(Request request, Response wrapped, Supplier<Reply> instead) {
    super(request, wrapped);
    this.instead = instead;
  }

  @Override
  public void write(boolean last, ByteBuffer content, Callback callback) {
    if (!last) {
      callback.succeeded();
      return;
    }
    getWrapped().reset();
    instead.get().write(getRequest(), getWrapped(), callback);
  }
}
