package dev.sluice.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.settings.SecretSource;
import dev.sluice.settings.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Secrets are read over the wire as Systems Manager speaks it. */
final class ParameterSecretsTest {
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private int status = 200;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          asked.add(exchange.getRequestHeaders().getFirst("X-Amz-Target") + " " + body);
          byte[] answer = answer(body).getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.1");
          exchange.sendResponseHeaders(status, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private String answer(String request) {
    if (status != 200) {
      return "{\"__type\":\"AccessDeniedException\",\"message\":\"no\"}";
    }
    return request.contains("NextToken")
        ? "{\"Parameters\":[{\"Name\":\"/shop/stream/OPENAI_API_KEY\",\"Value\":\"b\"}]}"
        : "{\"Parameters\":[{\"Name\":\"/shop/stream/DEEPSEEK_API_KEY\",\"Value\":\"a\"}],"
            + "\"NextToken\":\"more\"}";
  }

  private SecretSource secrets(String path) {
    return AwsClients.secrets(
        new Settings(
            Map.of(
                "AWS_REGION", "eu-local-1",
                "AWS_ACCESS_KEY_ID", "id",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_ENDPOINT_URL_SSM", "http://127.0.0.1:" + server.getAddress().getPort(),
                "SECRETS_PATH", path)));
  }

  @Test
  void all_pages_are_read_decrypted_and_named_as_settings() {
    assertThat(secrets("/shop/stream").read())
        .isEqualTo(Map.of("DEEPSEEK_API_KEY", "a", "OPENAI_API_KEY", "b"));
    assertThat(asked)
        .hasSize(2)
        .allMatch(request -> request.startsWith("AmazonSSM.GetParametersByPath "))
        .allMatch(request -> request.contains("\"WithDecryption\":true"))
        .allMatch(request -> request.contains("\"Path\":\"/shop/stream\""));
  }

  @Test
  void without_a_path_nobody_is_asked() {
    assertThat(secrets("").read()).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void a_refusal_is_a_failure_and_not_an_empty_list() {
    status = 400;
    assertThatThrownBy(() -> secrets("/shop/stream").read()).hasMessageContaining("no");
  }

  @Test
  void the_environment_goes_before_secrets_unless_it_is_blank() {
    Settings settings = new Settings(Map.of("A", "own", "B", " "));
    settings.complete(Map.of("A", "secret", "B", "secret", "C", "secret"));
    assertThat(settings.text("A")).contains("own");
    assertThat(settings.text("B")).contains("secret");
    assertThat(settings.text("C")).contains("secret");
  }
}
