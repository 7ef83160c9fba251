package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.deploy.SmallBuild;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Deploying against moto, which knows change sets, buckets and parameters as others read AWS's
 * pages. It does not expand SAM's transform: functions and the API are not made, nor outputs.
 */
final class MotoTest {
  @TempDir private Path home;
  private Process moto;
  private final Map<String, String> environment = new HashMap<>();

  @BeforeEach
  void start() throws Exception {
    Optional<Path> server =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
            .map(folder -> Path.of(folder, "moto_server"))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(server.isPresent(), "moto is not installed: pip install 'moto[server]'");
    int port = freePort();
    moto =
        new ProcessBuilder(server.get().toString(), "-H", "127.0.0.1", "-p", Integer.toString(port))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> listens(port));
    environment.putAll(
        Map.of(
            "AWS_REGION", "eu-central-1",
            "AWS_ACCESS_KEY_ID", "id",
            "AWS_SECRET_ACCESS_KEY", "secret",
            "DEEPSEEK_API_KEY", "the-key-of-a-model"));
    for (String service :
        List.of("STS", "CLOUDFORMATION", "LAMBDA", "S3", "SSM", "API_GATEWAY", "DYNAMODB")) {
      environment.put("AWS_ENDPOINT_URL_" + service, "http://127.0.0.1:" + port);
    }
    SmallBuild.in(home, "v1");
  }

  @AfterEach
  void stop() {
    if (moto != null) {
      moto.destroy();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static boolean listens(int port) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  private List<String> run(int exitCode, String... arguments) throws Exception {
    try (CommandProcess command = CommandProcess.start(home, environment, arguments)) {
      assertThat(command.exitCode()).as("%s", command.lines()).isEqualTo(exitCode);
      return command.lines();
    }
  }

  @Test
  void a_stack_is_made_changed_and_taken_away_and_what_holds_data_stays() throws Exception {
    assertThat(run(0, "deploy", "--yes", "--fix"))
        .anyMatch(line -> line.contains("has no role for its logs"))
        .anyMatch(line -> line.matches("  Add +Table +AWS::DynamoDB::Table"))
        .anyMatch(line -> line.contains("/sluice/stream/DEEPSEEK_API_KEY"))
        .anyMatch(line -> line.contains("CREATE_COMPLETE"))
        .noneMatch(line -> line.contains("the-key-of-a-model"));
    assertThat(run(0, "deploy", "--yes", "-p", "FrameInterval=50ms"))
        .as("the role that the stack brought stays wanted, the key is there already")
        .anyMatch(line -> line.contains("the stack gives API Gateway its role"))
        .noneMatch(line -> line.contains("DEEPSEEK_API_KEY"))
        .anyMatch(line -> line.contains("UPDATE_COMPLETE"));
    assertThat(run(0, "destroy", "--yes"))
        .anyMatch(line -> line.startsWith("keeps  Table  sluice-Table-"))
        .anyMatch(line -> line.contains("DELETE_COMPLETE"));
    assertThat(run(1, "destroy", "--yes")).anyMatch(line -> line.contains("no stack sluice"));
  }
}
