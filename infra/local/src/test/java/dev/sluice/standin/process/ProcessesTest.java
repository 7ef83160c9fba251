package dev.sluice.standin.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.standin.Stack;
import dev.sluice.standin.StackOptions;
import dev.sluice.standin.lambda.AsyncTiming;
import dev.sluice.standin.lambda.InvocationResult;
import foreign.ProcessHandler;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * Functions under AWS's runtime interface client, which has natives for Linux only.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Using the Lambda
 *     runtime API for custom runtimes</a>
 */
@EnabledOnOs(OS.LINUX)
class ProcessesTest {
  private static final String TEMPLATE =
      """
      Transform: AWS::Serverless-2016-10-31
      Globals:
        Function: {Runtime: java25, Handler: foreign.ProcessHandler, CodeUri: function.zip, MemorySize: 256, Timeout: 60, AutoPublishAlias: live}
      Resources:
        Failures: {Type: AWS::SQS::Queue}
        WorkFunction:
          Type: AWS::Serverless::Function
          Properties:
            Environment: {Variables: {COLOUR: blue}}
            EventInvokeConfig:
              MaximumRetryAttempts: 1
              DestinationConfig: {OnFailure: {Type: SQS, Destination: !GetAtt Failures.Arn}}
        HastyFunction: {Type: AWS::Serverless::Function, Properties: {Timeout: 1}}
        BrokenFunction: {Type: AWS::Serverless::Function, Properties: {Environment: {Variables: {BROKEN: 'yes'}}}}
      """;

  @TempDir private static Path folder;
  private static final List<String> LOG = new CopyOnWriteArrayList<>();
  private static Stack stack;

  @BeforeAll
  static void start() throws IOException {
    pack(folder.resolve("function.zip"));
    Path template = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
    Duration soon = Duration.ofMillis(50);
    stack =
        Stack.start(
            StackOptions.of(template, InstantSource.system())
                .processes()
                .asyncTiming(new AsyncTiming(soon, soon, soon))
                .log((function, line) -> LOG.add(line))
                .build());
  }

  private static void pack(Path target) throws IOException {
    String name = ProcessHandler.class.getName().replace('.', '/') + ".class";
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(target));
        InputStream bytes = ProcessHandler.class.getClassLoader().getResourceAsStream(name)) {
      zip.putNextEntry(new ZipEntry(name));
      bytes.transferTo(zip);
    }
  }

  @AfterAll
  static void stop() {
    List<Long> processes = stack.processIds("WorkFunction");
    stack.close();
    Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(processes)
                    .noneMatch(
                        pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)));
  }

  private static JsonNode returned(String function, String event) throws IOException {
    InvocationResult result = stack.invoke(function, event);
    assertThat(result).isInstanceOf(InvocationResult.Returned.class);
    return new ObjectMapper().readTree(((InvocationResult.Returned) result).payload());
  }

  private static String failure(InvocationResult result, InvocationResult.Kind kind) {
    InvocationResult.Failed failed = (InvocationResult.Failed) result;
    assertThat(failed.kind()).isEqualTo(kind);
    return new String(failed.payload(), StandardCharsets.UTF_8);
  }

  private static CompletableFuture<InvocationResult> invokeLater(String event) {
    CompletableFuture<InvocationResult> result = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> result.complete(stack.invoke("WorkFunction", event)));
    return result;
  }

  @Test
  void a_function_runs_from_its_package_with_its_environment_and_nothing_of_ours()
      throws IOException {
    JsonNode answer = returned("WorkFunction", "{}");

    assertThat(answer.path("pid").asLong()).isNotEqualTo(ProcessHandle.current().pid());
    assertThat(answer.path("arn").asText()).endsWith(":function:local-WorkFunction:live");
    assertThat(answer.path("remaining").asInt()).isBetween(1, 60_000);
    assertThat(answer.at("/environment/COLOUR").asText()).isEqualTo("blue");
    assertThat(answer.at("/environment/AWS_LAMBDA_FUNCTION_NAME").asText())
        .isEqualTo("local-WorkFunction");
    assertThat(answer.path("environment").has("USER")).isFalse();
    assertThat(answer.path("classPath").asText()).doesNotContain("jetty", "DynamoDBLocal");
    Awaitility.await().until(() -> LOG.contains("working on {}"));
  }

  @Test
  void a_process_is_used_again_and_another_is_started_for_a_second_invocation_at_once()
      throws Exception {
    long first = returned("WorkFunction", "{}").path("pid").asLong();
    assertThat(stack.processIds("WorkFunction")).contains(first);
    CompletableFuture<InvocationResult> busy = invokeLater("{\"do\":\"hang\"}");
    Awaitility.await().until(() -> LOG.contains("working on {do=hang}"));
    returned("WorkFunction", "{}");

    assertThat(stack.processIds("WorkFunction")).hasSizeGreaterThanOrEqualTo(2);
    stack.functions().kill("WorkFunction");
    assertThat(failure(busy.get(), InvocationResult.Kind.KILLED)).contains("signal: killed");
    assertThat(stack.processIds("WorkFunction")).isEmpty();
  }

  @Test
  void an_exception_is_reported_as_the_runtime_reports_it() {
    assertThat(
            failure(
                stack.invoke("WorkFunction", "{\"do\":\"throw\"}"), InvocationResult.Kind.THROWN))
        .contains("\"errorMessage\":\"Cannot do this\"")
        .contains("java.lang.IllegalArgumentException");
  }

  @Test
  void a_process_that_exits_is_reported_with_its_status() {
    assertThat(
            failure(
                stack.invoke("WorkFunction", "{\"do\":\"exit\"}"), InvocationResult.Kind.KILLED))
        .contains("Runtime exited with error: exit status 3");
  }

  @Test
  void a_process_is_killed_when_the_functions_time_is_over() throws Exception {
    long pid = returned("HastyFunction", "{}").path("pid").asLong();

    assertThat(
            failure(
                stack.invoke("HastyFunction", "{\"do\":\"hang\"}"),
                InvocationResult.Kind.TIMED_OUT))
        .contains("Task timed out after 1.00 seconds");
    Awaitility.await().until(() -> ProcessHandle.of(pid).map(p -> !p.isAlive()).orElse(true));
  }

  @Test
  void a_function_that_cannot_be_made_says_why() {
    assertThat(failure(stack.invoke("BrokenFunction", "{}"), InvocationResult.Kind.NOT_INITIALISED))
        .contains("BROKEN is set");
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">How
   *     Lambda handles errors and retries with asynchronous invocation</a>
   */
  @Test
  void a_process_that_is_killed_from_outside_is_retried_and_then_given_up() {
    LOG.clear();
    stack.invokeLater("WorkFunction", "{\"do\":\"hang\"}");
    for (int attempt = 1; attempt <= 2; attempt++) {
      int begun = attempt;
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> LOG.stream().filter("working on {do=hang}"::equals).count() == begun);
      stack.processIds("WorkFunction").forEach(ProcessesTest::kill9);
    }
    String failures = stack.model().queues().get("Failures").arn();
    Awaitility.await().until(() -> !stack.queues().bodies(failures).isEmpty());

    assertThat(stack.queues().bodies(failures).getFirst())
        .contains("RetriesExhausted", "\"approximateInvokeCount\":2", "signal: killed");
  }

  private static void kill9(long pid) {
    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
  }

  @Test
  void a_paused_process_goes_on_where_it_was() throws Exception {
    returned("WorkFunction", "{}");
    stack.functions().pause("WorkFunction");
    Path state = Path.of("/proc/" + stack.processIds("WorkFunction").getFirst() + "/stat");
    assertThat(Files.readString(state)).contains(") T ");
    CompletableFuture<InvocationResult> result = invokeLater("{}");
    stack.functions().wake("WorkFunction");

    assertThat(result.get()).isInstanceOf(InvocationResult.Returned.class);
  }

  @Test
  void what_was_killed_is_not_used_again() throws Exception {
    for (int i = 0; i < 3; i++) {
      returned("WorkFunction", "{}");
      stack.functions().kill("WorkFunction");
      returned("WorkFunction", "{}");
    }
  }

  @Test
  void a_function_that_is_held_starts_no_process_before_it_is_woken() throws Exception {
    stack.functions().kill("WorkFunction");
    stack.functions().pause("WorkFunction");
    CompletableFuture<InvocationResult> result = invokeLater("{}");
    Awaitility.await()
        .during(Duration.ofMillis(300))
        .until(() -> stack.processIds("WorkFunction").isEmpty() && !result.isDone());
    stack.functions().wake("WorkFunction");

    assertThat(result.get()).isInstanceOf(InvocationResult.Returned.class);
  }
}
