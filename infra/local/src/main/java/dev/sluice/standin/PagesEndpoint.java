package dev.sluice.standin;

import dev.sluice.standin.http.Reply;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Serves pages; plain requests to a WebSocket's path are told to upgrade, others not found. */
final class PagesEndpoint extends Handler.Abstract {
  private final StaticContent content;
  private final Set<String> webSocketPaths;

  PagesEndpoint(StaticContent content, Set<String> webSocketPaths) {
    this.content = content;
    this.webSocketPaths = Set.copyOf(webSocketPaths);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = request.getHttpURI().getDecodedPath();
    boolean reads = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    Optional<StaticContent.Page> page = reads ? content.find(path) : Optional.empty();
    reply(path, page).write(request, response, callback);
    return true;
  }

  private Reply reply(String path, Optional<StaticContent.Page> page) {
    if (page.isPresent()) {
      return new Reply(
          200,
          Map.of("Content-Type", page.get().contentType(), "Cache-Control", "no-cache"),
          page.get().bytes());
    }
    if (webSocketPaths.contains(path)) {
      return Reply.error(426, "UpgradeRequiredException", "Expected a WebSocket upgrade")
          .with("Upgrade", "websocket")
          .with("Connection", "Upgrade");
    }
    return Reply.error(404, "NotFoundException", "Not found");
  }
}
