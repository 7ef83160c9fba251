package foreign;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/** Sends messages back by posting to the connection that they came from. */
public final class EchoHandler implements RequestStreamHandler {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> environment;
  private final ApiGatewayManagementApiClient connections;

  /** Made as Lambda makes it. */
  public EchoHandler() {
    this(System.getenv());
  }

  /** Made from the environment. */
  public EchoHandler(Map<String, String> environment) {
    this.environment = environment;
    this.connections =
        ApiGatewayManagementApiClient.builder()
            .httpClient(UrlConnectionHttpClient.create())
            .region(Region.of(environment.get("AWS_REGION")))
            .credentialsProvider(
                StaticCredentialsProvider.create(
                    AwsBasicCredentials.create(
                        environment.get("AWS_ACCESS_KEY_ID"),
                        environment.get("AWS_SECRET_ACCESS_KEY"))))
            .endpointOverride(
                URI.create(environment.get("AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI")))
            .build();
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    JsonNode event = JSON.readTree(input);
    Seen.note(event, context);
    String body = event.path("body").asText();
    if (body.contains("throw")) {
      throw new IllegalStateException("The echo is broken");
    }
    if (body.contains("slow")) {
      Seen.hang();
    }
    if (body.contains("nothing")) {
      output.write("null".getBytes());
      return;
    }
    String id = event.at("/requestContext/connectionId").asText();
    if (body.contains("stubborn")) {
      stubborn(id);
    }
    post(id, environment.get("GREETING") + ": " + body);
    output.write("{\"statusCode\":200,\"body\":\"returned\"}".getBytes());
  }

  private void post(String id, String text) {
    connections.postToConnection(post -> post.connectionId(id).data(SdkBytes.fromUtf8String(text)));
  }

  /** Posts three messages, whatever happens to them. */
  private void stubborn(String id) {
    for (int i = 1; i <= 3; i++) {
      try {
        post(id, "stubborn " + i);
      } catch (RuntimeException e) {
        Thread.interrupted(); // goes on, as only a bad function would
      }
    }
  }
}
