package dev.sluice.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.standin.lambda.InvocationResult;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of a stack. */
class StackTest {
  @TempDir private Path folder;

  private Path template(String from, String to) throws Exception {
    String text = Files.readString(ForeignStack.TEMPLATE);
    assertThat(text).contains(from);
    return Files.writeString(folder.resolve("template.yaml"), text.replace(from, to));
  }

  private static StackOptions.Builder options(Path template) {
    return StackOptions.of(template, java.time.InstantSource.system());
  }

  @Test
  void a_template_with_foreign_handlers_runs() throws Exception {
    try (Stack stack = Stack.start(ForeignStack.options().build());
        SocketClient client = SocketClient.connect(stack.webSocketUri())) {
      assertThat(client.send("hi").next()).isEqualTo("hello from local: hi");
      assertThat(stack.connections()).isEqualTo(1);
      assertThat(stack.steps())
          .extracting(Step::name)
          .contains("template", "dynamodb", "functions", "server");
    }
  }

  @Test
  void parameters_and_the_stack_name_reach_the_functions() throws Exception {
    StackOptions options =
        ForeignStack.options().stackName("shop").parameters(Map.of("Greeting", "moin")).build();
    try (Stack stack = Stack.start(options);
        SocketClient client = SocketClient.connect(stack.webSocketUri())) {
      assertThat(client.send("hi").next()).isEqualTo("moin from shop: hi");
      assertThat(stack.tableName("Visits")).isEqualTo("shop-Visits");
    }
  }

  @Test
  void a_variable_of_the_template_is_overridden_and_others_of_the_caller_are_not_taken() {
    StackOptions options =
        ForeignStack.options()
            .overrides(Map.of("GREETING", "hey", "HOME", "/root"))
            .extraEnvironment(Map.of("MORE", "yes"))
            .build();
    try (Stack stack = Stack.start(options)) {
      assertThat(stack.environment("EchoFunction"))
          .containsEntry("GREETING", "hey")
          .containsEntry("MORE", "yes")
          .doesNotContainKey("HOME");
      assertThat(stack.environment("JobFunction")).doesNotContainKey("GREETING");
    }
  }

  @Test
  void functions_find_the_services_by_the_names_that_the_sdks_know() {
    try (Stack stack = Stack.start(ForeignStack.options().build())) {
      String address = "http://127.0.0.1:" + stack.port();

      assertThat(stack.environment("EchoFunction"))
          .containsEntry("AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI", address + "/v1")
          .containsEntry("AWS_ENDPOINT_URL_LAMBDA", address)
          .containsEntry(
              "AWS_ENDPOINT_URL_DYNAMODB", stack.dynamoDbEndpoint().orElseThrow().toString())
          .containsEntry("AWS_LAMBDA_FUNCTION_NAME", "local-EchoFunction")
          .containsKeys("AWS_REGION", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY");
    }
  }

  @Test
  void a_port_in_use_is_one_clear_line() {
    try (Stack stack = Stack.start(ForeignStack.options().build())) {
      assertThatExceptionOfType(StackException.class)
          .isThrownBy(() -> Stack.start(ForeignStack.options().port(stack.port()).build()))
          .withMessage("Port " + stack.port() + " is in use or not allowed");
    }
  }

  @Test
  void a_template_that_is_not_there_is_one_clear_line() {
    Path missing = folder.resolve("missing.yaml");

    assertThatExceptionOfType(StackException.class)
        .isThrownBy(() -> Stack.start(options(missing).build()))
        .withMessageStartingWith("Cannot read the template " + missing);
  }

  @Test
  void a_damaged_data_folder_is_one_clear_line() throws Exception {
    Path data = Files.createDirectories(folder.resolve("data/dynamodb"));
    Files.writeString(data.resolve("shared-local-instance.db"), "not a database".repeat(1_000));

    assertThatExceptionOfType(StackException.class)
        .isThrownBy(
            () -> Stack.start(ForeignStack.options().dataFolder(folder.resolve("data")).build()))
        .withMessageContaining("cannot be opened")
        .withMessageContaining(data.toString());
  }

  @Test
  void a_database_that_is_damaged_inside_is_one_clear_line() throws Exception {
    try (Stack stack =
        Stack.start(ForeignStack.options().dataFolder(folder.resolve("data")).build())) {
      TableClient.put(stack, "Visits", "a", "b");
    }
    Path file = folder.resolve("data/dynamodb/shared-local-instance.db");
    byte[] bytes = Files.readAllBytes(file);
    java.util.Arrays.fill(bytes, 100, bytes.length, (byte) 7);
    Files.write(file, bytes);

    assertThatExceptionOfType(StackException.class)
        .isThrownBy(
            () -> Stack.start(ForeignStack.options().dataFolder(folder.resolve("data")).build()))
        .withMessageContaining("cannot be opened");
  }

  @Test
  void a_data_folder_that_is_a_file_is_one_clear_line() throws Exception {
    Path file = Files.writeString(folder.resolve("data"), "");

    assertThatExceptionOfType(StackException.class)
        .isThrownBy(() -> Stack.start(ForeignStack.options().dataFolder(file).build()))
        .withMessageStartingWith("Cannot use the data folder");
  }

  @Test
  void functions_that_cannot_be_made_fail_the_start_with_their_messages() throws Exception {
    Path template = template("foreign.JobHandler", "foreign.BrokenHandler");

    assertThatExceptionOfType(StackException.class)
        .isThrownBy(() -> Stack.start(options(template).build()))
        .withMessage("Functions that cannot be initialised: JobFunction: No model is configured");
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">Understanding
   *     the Lambda execution environment lifecycle</a>
   */
  @Test
  void a_function_that_cannot_be_made_fails_its_invocations_when_the_caller_wants_it_so()
      throws Exception {
    Path template = template("foreign.JobHandler", "foreign.BrokenHandler");
    try (Stack stack = Stack.start(options(template).startUninitialised().build())) {
      InvocationResult.Failed failed = (InvocationResult.Failed) stack.invoke("JobFunction", "{}");

      assertThat(failed.kind()).isEqualTo(InvocationResult.Kind.NOT_INITIALISED);
      assertThat(new String(failed.payload(), StandardCharsets.UTF_8))
          .contains("\"errorMessage\":\"No model is configured\"")
          .contains("\"errorType\":\"java.lang.IllegalStateException\"");
    }
  }

  @Test
  void data_outlives_a_restart() throws Exception {
    StackOptions options = ForeignStack.options().dataFolder(folder).build();
    try (Stack stack = Stack.start(options)) {
      TableClient.put(stack, "Visits", "a", "b");
    }
    try (Stack stack = Stack.start(options)) {
      assertThat(TableClient.has(stack, "Visits", "a", "b")).isTrue();
    }
    try (Stack stack = Stack.start(ForeignStack.options().build())) {
      assertThat(TableClient.has(stack, "Visits", "a", "b")).isFalse();
    }
  }

  @Test
  void a_table_has_the_time_to_live_of_the_template() throws Exception {
    try (Stack stack = Stack.start(ForeignStack.options().build())) {
      assertThat(TableClient.timeToLive(stack, "Visits")).isEqualTo("expires");
    }
  }

  @Test
  void nothing_is_left_after_a_stack_is_closed() throws Exception {
    Set<Thread> before = platformThreads();
    Stack stack = Stack.start(ForeignStack.options().build());
    SocketClient client = SocketClient.connect(stack.webSocketUri());
    client.send("slow");
    stack.close();

    assertThat(client.closeCode()).isIn(1001, 1006);
    Awaitility.await().untilAsserted(() -> assertThat(platformThreads()).isSubsetOf(before));
    assertThatExceptionOfType(Exception.class)
        .isThrownBy(() -> ForeignStack.http(stack, "GET", "/", ""));
  }

  private static Set<Thread> platformThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(
            thread ->
                !thread
                    .getName()
                    .matches(
                        "(main|Finalizer|Common-Cleaner|Keep-Alive-Timer|MasterPoller|Signal"
                            + " Dispatcher|Reference Handler|Notification"
                            + " Thread|ForkJoinPool|HttpClient|Cleaner|VirtualThread|idle-connection|process"
                            + " reaper|awaitility).*"))
        .collect(Collectors.toSet());
  }

  @Test
  void pages_are_served_beside_the_api() throws Exception {
    Files.writeString(folder.resolve("index.html"), "<p>page</p>");
    Files.writeString(folder.resolve("secret.txt"), "outside");
    Path pages = Files.createDirectories(folder.resolve("pages"));
    Files.writeString(pages.resolve("index.html"), "<p>page</p>");
    StackOptions options = ForeignStack.options().pages(StaticContent.folder(pages)).build();
    try (Stack stack = Stack.start(options)) {
      HttpResponse<String> page = ForeignStack.http(stack, "GET", "/", "");

      assertThat(page.statusCode()).isEqualTo(200);
      assertThat(page.body()).isEqualTo("<p>page</p>");
      assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
      assertThat(ForeignStack.http(stack, "GET", "/none.html", "").statusCode()).isEqualTo(404);
      assertThat(ForeignStack.http(stack, "GET", "/..%2fsecret.txt", "").statusCode())
          .isEqualTo(404);
    }
  }

  @Test
  void a_stack_without_an_api_runs_functions() throws Exception {
    Path template =
        Files.writeString(
            folder.resolve("t.yaml"),
            """
            Transform: AWS::Serverless-2016-10-31
            Resources:
              JobFunction:
                Type: AWS::Serverless::Function
                Properties: {Runtime: java25, Handler: foreign.JobHandler}
            """);
    try (Stack stack = Stack.start(options(template).build())) {
      assertThat(stack.invoke("JobFunction", "{}")).isInstanceOf(InvocationResult.Returned.class);
      assertThat(stack.dynamoDbEndpoint()).isEqualTo(Optional.<URI>empty());
      assertThat(List.of(stack.connections())).containsExactly(0);
    }
  }
}
