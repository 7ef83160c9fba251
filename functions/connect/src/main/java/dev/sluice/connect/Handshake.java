package dev.sluice.connect;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import dev.sluice.session.ConnectionId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a client brings to a handshake. Header names are compared without regard to case.
 *
 * @param token from the query string, the {@code Authorization} header or the subprotocols, in this
 *     order; empty when it is in none
 * @param subprotocol the one to accept; empty when the client offers none of ours
 * @param origin the page's origin; empty when the client is no browser
 * @param sourceIp whom the gateway sees; behind an edge that is the edge
 * @param edge what the edge has added, if one is in between; anybody else can write it too
 */
record Handshake(
    ConnectionId connection,
    Optional<String> token,
    Optional<String> subprotocol,
    String origin,
    String sourceIp,
    FromEdge edge) {

  /**
   * Headers of the edge.
   *
   * @param secret what only the edge and this function know
   * @param visitor the visitor's address
   */
  record FromEdge(Optional<String> secret, Optional<String> visitor) {}

  /** The subprotocol under which a token may travel beside it. */
  static final String SUBPROTOCOL = "sluice.v1";

  private static final String TOKEN_PREFIX = "token.";
  private static final String BEARER = "bearer ";

  static Handshake of(APIGatewayV2WebSocketEvent event) {
    List<String> offered =
        header(event, "Sec-WebSocket-Protocol").stream()
            .flatMap(value -> Arrays.stream(value.split(",")))
            .map(String::strip)
            .toList();
    return new Handshake(
        new ConnectionId(event.getRequestContext().getConnectionId()),
        token(event, offered),
        offered.stream().filter(SUBPROTOCOL::equals).findFirst(),
        header(event, "Origin").orElse(""),
        Optional.ofNullable(event.getRequestContext().getIdentity())
            .map(identity -> Optional.ofNullable(identity.getSourceIp()).orElse(""))
            .orElse(""),
        new FromEdge(header(event, Edge.SECRET_HEADER), header(event, Edge.VISITOR_HEADER)));
  }

  /** The same from another address. */
  Handshake from(String address) {
    return new Handshake(connection, token, subprotocol, origin, address, edge);
  }

  private static Optional<String> token(
      APIGatewayV2WebSocketEvent event, List<String> subprotocols) {
    Optional<String> query =
        Optional.ofNullable(event.getQueryStringParameters())
            .map(parameters -> parameters.get("token"));
    Optional<String> bearer =
        header(event, "Authorization")
            .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
            .map(value -> value.substring(BEARER.length()).strip());
    Optional<String> subprotocol =
        subprotocols.stream()
            .filter(value -> value.startsWith(TOKEN_PREFIX))
            .map(value -> value.substring(TOKEN_PREFIX.length()))
            .findFirst();
    return Stream.of(query, bearer, subprotocol)
        .flatMap(Optional::stream)
        .filter(token -> !token.isBlank())
        .findFirst();
  }

  private static Optional<String> header(APIGatewayV2WebSocketEvent event, String name) {
    return Optional.ofNullable(event.getHeaders()).orElse(Map.of()).entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }
}
