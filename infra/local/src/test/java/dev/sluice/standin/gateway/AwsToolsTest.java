package dev.sluice.standin.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.standin.ForeignStack;
import dev.sluice.standin.SocketClient;
import dev.sluice.standin.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * AWS's own tools, as they are, work with connections.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-how-to-call-websocket-api-connections.html">Use
 * @connections commands in your backend service</a>
 */
class AwsToolsTest {
  private static final String BOTO3 =
      """
      import sys, boto3
      from botocore.config import Config
      endpoint, connection, secret = sys.argv[1:4]
      client = boto3.client('apigatewaymanagementapi', endpoint_url=endpoint,
          aws_secret_access_key=secret or None, aws_access_key_id=sys.argv[4],
          config=Config(retries={'max_attempts': 0}))
      def call(name, what):
          try:
              answer = what()
              print(name, answer['ResponseMetadata']['HTTPStatusCode'], answer.get('ConnectedAt', ''))
          except client.exceptions.ClientError as e:
              print(name, e.response['ResponseMetadata']['HTTPStatusCode'], e.response['Error']['Code'])
      call('post', lambda: client.post_to_connection(ConnectionId=connection, Data='from boto3 \\u00e4'.encode()))
      call('get', lambda: client.get_connection(ConnectionId=connection))
      call('delete', lambda: client.delete_connection(ConnectionId=connection))
      call('again', lambda: client.post_to_connection(ConnectionId=connection, Data=b'x'))
      """;

  private static Stack stack;
  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    stack = Stack.start(ForeignStack.options().build());
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  private record Finished(int status, String output) {}

  private Finished run(Map<String, String> environment, List<String> words) throws Exception {
    Path output = Files.createTempFile(folder, "tool", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
    builder.environment().putAll(stack.clientEnvironment());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError(words + " did not end: " + Files.readString(output));
    }
    return new Finished(process.exitValue(), Files.readString(output).strip());
  }

  private void need(String what, String... words) throws Exception {
    boolean there;
    try {
      there = run(Map.of(), List.of(words)).status() == 0;
    } catch (IOException e) {
      there = false;
    }
    assumeTrue(there, what);
  }

  private static String endpoint() {
    return stack.clientEnvironment().get("AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI");
  }

  private Finished cli(Map<String, String> environment, String command, String id, String... more)
      throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of("aws", "apigatewaymanagementapi", command, "--endpoint-url", endpoint()));
    words.addAll(List.of("--connection-id", id));
    words.addAll(List.of(more));
    return run(environment, words);
  }

  private void needCli() throws Exception {
    need("needs the AWS CLI: pip install awscli", "aws", "--version");
  }

  @Test
  void the_aws_cli_posts_gets_and_deletes() throws Exception {
    needCli();
    try (SocketClient client = SocketClient.connect(stack.webSocketUri())) {
      String id = ForeignStack.idOf(client);
      Path data = Files.writeString(folder.resolve("data"), "from the CLI");

      assertThat(cli(Map.of(), "post-to-connection", id, "--data", "fileb://" + data))
          .isEqualTo(new Finished(0, ""));
      assertThat(client.next()).isEqualTo("from the CLI");
      Finished got = cli(Map.of(), "get-connection", id);
      assertThat(got.status()).as(got.output()).isZero();
      assertThat(got.output()).contains("ConnectedAt", "SourceIp", "UserAgent");
      assertThat(cli(Map.of(), "delete-connection", id)).isEqualTo(new Finished(0, ""));
      assertThat(client.closeCode()).isEqualTo(1000);
      assertThat(cli(Map.of(), "get-connection", id).output()).contains("GoneException");
    }
  }

  @Test
  void the_aws_cli_with_a_wrong_secret_is_forbidden() throws Exception {
    needCli();
    try (SocketClient client = SocketClient.connect(stack.webSocketUri())) {
      Map<String, String> wrong = new HashMap<>(Map.of("AWS_SECRET_ACCESS_KEY", "wrong"));
      Finished refused = cli(wrong, "get-connection", ForeignStack.idOf(client));

      assertThat(refused.status()).isNotZero();
      assertThat(refused.output()).contains("InvalidSignatureException");
    }
  }

  private Finished boto3(String connection, String secret) throws Exception {
    return run(
        Map.of(),
        List.of(
            "python3",
            "-c",
            BOTO3,
            endpoint(),
            connection,
            secret,
            stack.clientEnvironment().get("AWS_ACCESS_KEY_ID")));
  }

  @Test
  void boto3_posts_gets_and_deletes() throws Exception {
    need("needs boto3: pip install boto3", "python3", "-c", "import boto3");
    try (SocketClient client = SocketClient.connect(stack.webSocketUri())) {
      String secret = stack.clientEnvironment().get("AWS_SECRET_ACCESS_KEY");
      Finished done = boto3(ForeignStack.idOf(client), secret);

      assertThat(done.output().lines())
          .satisfiesExactly(
              line -> assertThat(line.strip()).isEqualTo("post 200"),
              line -> assertThat(line).startsWith("get 200 20"),
              line -> assertThat(line.strip()).isEqualTo("delete 204"),
              line -> assertThat(line).isEqualTo("again 410 GoneException"));
      assertThat(client.next()).isEqualTo("from boto3 ä");
    }
  }

  @Test
  void boto3_with_a_wrong_secret_is_forbidden() throws Exception {
    need("needs boto3: pip install boto3", "python3", "-c", "import boto3");
    try (SocketClient client = SocketClient.connect(stack.webSocketUri())) {
      assertThat(boto3(ForeignStack.idOf(client), "wrong").output().lines())
          .hasSize(4)
          .allMatch(line -> line.endsWith(" 403 InvalidSignatureException"));
    }
  }
}
