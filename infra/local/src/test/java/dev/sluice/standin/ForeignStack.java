package dev.sluice.standin;

import foreign.Seen;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/** The stack of the foreign template, for tests. */
public final class ForeignStack {
  /** The template. */
  public static final Path TEMPLATE = Path.of("src/test/resources/foreign/template.yaml");

  private ForeignStack() {}

  /** Options with which it starts. */
  public static StackOptions.Builder options() {
    return StackOptions.of(TEMPLATE, InstantSource.system());
  }

  /** A client with a token, whose connection id is known. */
  public static SocketClient connect(Stack stack, String token) throws Exception {
    return SocketClient.connect(URI.create(stack.webSocketUri() + "?token=" + token));
  }

  /** The id of the connection behind a client, by asking the ping route. */
  public static String idOf(SocketClient client) throws Exception {
    String pong = client.send("{\"do\":{\"what\":\"ping\"}}").next();
    return pong.replaceAll(".*\"from\":\"([^\"]+)\".*", "$1");
  }

  /** An HTTP request to the stack. */
  public static HttpResponse<String> http(Stack stack, String method, String path, String body)
      throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + stack.port() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    return SocketClient.HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Events of a type that handlers of class {@code DoorHandler} have seen. */
  public static List<Seen.Call> calls() {
    return Seen.calls();
  }
}
