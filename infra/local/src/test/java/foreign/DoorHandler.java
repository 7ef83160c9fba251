package foreign;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketResponse;
import java.util.Map;
import java.util.Optional;

/** Lets clients in or not, as their token asks for. */
public final class DoorHandler
    implements RequestHandler<APIGatewayV2WebSocketEvent, APIGatewayV2WebSocketResponse> {
  @Override
  public APIGatewayV2WebSocketResponse handleRequest(
      APIGatewayV2WebSocketEvent event, Context context) {
    Seen.note(event, context);
    APIGatewayV2WebSocketResponse response = new APIGatewayV2WebSocketResponse();
    response.setStatusCode(200);
    String token =
        Optional.ofNullable(event.getQueryStringParameters())
            .map(query -> query.get("token"))
            .orElse("");
    switch (token) {
      case "refuse" -> response.setStatusCode(401);
      case "forbid" -> response.setStatusCode(403);
      case "throw" -> throw new IllegalStateException("The door is broken");
      case "hang" -> Seen.hang();
      case "choose" -> response.setHeaders(Map.of("Sec-WebSocket-Protocol", "chat.v2"));
      default -> {}
    }
    return response;
  }
}
