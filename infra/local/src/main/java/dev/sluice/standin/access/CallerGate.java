package dev.sluice.standin.access;

import dev.sluice.standin.http.Reply;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Holds or cuts off the calls of paused and dead callers, in front of a service. */
public final class CallerGate extends Handler.Wrapper {
  private final AccessCheck access;

  /** A gate that looks at callers, not at signatures. */
  public CallerGate(AccessCheck access) {
    this.access = access;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Optional<Reply> refusal = access.stateOnly(request);
    if (refusal.isPresent()) {
      refusal.get().write(request, response, callback);
      return true;
    }
    return super.handle(request, response, callback);
  }
}
