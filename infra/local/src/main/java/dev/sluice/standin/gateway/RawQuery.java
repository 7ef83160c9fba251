package dev.sluice.standin.gateway;

import java.util.Optional;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Keeps query strings that are not properly encoded away from the server, which would refuse the
 * upgrade: clients do not always encode tokens, and API Gateway takes them as they are.
 */
final class RawQuery extends Handler.Wrapper {
  /** A request whose address has no query string any more. */
  private static final class Stripped extends Request.Wrapper {
    private final String query;
    private final HttpURI uri;

    Stripped(Request wrapped, String query) {
      super(wrapped);
      this.query = query;
      this.uri = HttpURI.build(wrapped.getHttpURI()).query(null).asImmutable();
    }

    @Override
    public HttpURI getHttpURI() {
      return uri;
    }
  }

  RawQuery(Handler next) {
    super(next);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    String query = request.getHttpURI().getQuery();
    return super.handle(query == null ? request : new Stripped(request, query), response, callback);
  }

  /** The query string as it was sent; empty when there was none. */
  static String of(Request request) {
    return Optional.ofNullable(Request.as(request, Stripped.class))
        .map(stripped -> stripped.query)
        .orElse("");
  }
}
