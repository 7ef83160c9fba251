package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.modelserver.Script;
import dev.sluice.modelserver.ScriptedModelServer;
import dev.sluice.modelserver.Step;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code sluice up} and {@code ask} as processes, killed and started again. */
final class UpCommandTest {
  private static final String KEY = "a-key-of-older-scripts";

  private final ScriptedModelServer model = ScriptedModelServer.start();
  @TempDir private Path data;

  @AfterEach
  void stopModel() {
    model.close();
  }

  private Map<String, String> environment() {
    return Map.of(
        "DEEPSEEK_API_KEY",
        "test",
        "DEEPSEEK_BASE_URL",
        model.url().toString(),
        "OPENAI_API_KEY",
        "",
        "GEMINI_API_KEY",
        "");
  }

  private CommandProcess up(String... more) throws Exception {
    String[] arguments = {"up", "--port", "0", "--data", data.toString(), "--key", KEY};
    String[] all = java.util.Arrays.copyOf(arguments, arguments.length + more.length);
    System.arraycopy(more, 0, all, arguments.length, more.length);
    return CommandProcess.start(environment(), all);
  }

  private CommandProcess ask(String question, String session) throws Exception {
    return CommandProcess.start(
        environment(), "ask", question, "--data", data.toString(), "--session", session);
  }

  @Test
  void what_was_stored_survives_a_kill_in_the_middle_of_an_answer() throws Exception {
    String session = UUID.randomUUID().toString();
    Path documents = Path.of(UpCommandTest.class.getResource("/e2e").toURI());
    model.enqueue(
        Script.answer("Within 30 days [1]."),
        Script.of(Step.text("To Austria"), Step.await("never"), Step.done()));
    try (CommandProcess first = up("--index", documents.toString())) {
      first.lineBeginning("ready");
      assertThat(first.lines()).anyMatch(line -> line.contains("/ws/query?token=" + KEY));
      try (CommandProcess ask = ask("What is your return policy?", session)) {
        assertThat(ask.exitCode()).isZero();
        assertThat(ask.lines()).contains("Sources", "Within 30 days [1].");
      }
      try (CommandProcess interrupted = ask("Where do you ship to?", session)) {
        interrupted.lineBeginning("Sources");
        Awaitility.await().until(() -> model.hasReached("never"));
        first.kill();
      }
    }
    model.enqueue(Script.answer("It is free."));
    try (CommandProcess second = up()) {
      second.lineBeginning("ready");
      assertThat(second.lines()).noneMatch(line -> line.contains("indexed"));
      try (CommandProcess ask = ask("Is that free?", session)) {
        assertThat(ask.exitCode()).isZero();
        assertThat(ask.lines()).contains("It is free.");
      }
      String prompt = model.calls().getLast().request().body().toString();
      assertThat(prompt).contains("What is your return policy?", "Within 30 days.");
      second.terminate();
      assertThat(second.exitCode()).isZero();
      assertThat(second.lines().getLast()).isEqualTo("stopped");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void faults_are_given_as_a_file_and_functions_run_in_processes() throws Exception {
    Path documents = Path.of(UpCommandTest.class.getResource("/e2e/pages").toURI());
    Path plan =
        Files.writeString(
            data.resolveSibling("faults.json"),
            """
            {"faults": [{"on": "post", "containing": "stream_token", "do": "applied_then_kill",
                         "function": "StreamFunction"}]}
            """);
    model.enqueue(Script.answer("Within 30 days."), Script.answer("Within 30 days."));
    try (CommandProcess up =
        up("--index", documents.toString(), "--processes", "--faults", plan.toString())) {
      up.lineBeginning("ready");
      try (CommandProcess ask = ask("What is your return policy?", "a")) {
        assertThat(ask.exitCode()).isZero();
        String text = String.join("", ask.lines()).replaceAll("\\[resuming[^]]*]", "");
        assertThat(text).endsWith("Within 30 days.");
      }
      assertThat(model.calls()).hasSize(2);
    }
  }

  @Test
  void a_fault_plan_that_names_no_function_of_ours_is_one_clear_line() throws Exception {
    Path plan =
        Files.writeString(
            data.resolveSibling("faults.json"),
            "{\"faults\": [{\"on\": \"invocation\", \"do\": \"kill\", \"by\": \"Strem\"}]}");
    Path documents = Path.of(UpCommandTest.class.getResource("/e2e/pages").toURI());
    try (CommandProcess up = up("--index", documents.toString(), "--faults", plan.toString())) {
      assertThat(up.exitCode()).isEqualTo(1);
      assertThat(up.lines().getLast())
          .startsWith("sluice: Expected the fault plan to name one of [ConnectFunction,")
          .endsWith("but got Strem");
    }
  }

  @Test
  void a_port_in_use_is_one_clear_line() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress());
        CommandProcess up =
            CommandProcess.start(
                environment(),
                "up",
                "--port",
                String.valueOf(taken.getLocalPort()),
                "--data",
                data.toString(),
                "--index",
                Path.of(UpCommandTest.class.getResource("/e2e/pages").toURI()).toString())) {
      assertThat(up.exitCode()).isEqualTo(1);
      assertThat(up.lines().getLast())
          .startsWith("sluice: ")
          .contains(String.valueOf(taken.getLocalPort()));
    }
  }

  @Test
  void a_second_stack_on_the_same_data_is_refused_and_the_first_goes_on() throws Exception {
    Path documents = Path.of(UpCommandTest.class.getResource("/e2e/pages").toURI());
    model.enqueue(Script.answer("Within 30 days."));
    try (CommandProcess first = up("--index", documents.toString())) {
      first.lineBeginning("ready");
      first.collectGarbage();
      try (CommandProcess second = up()) {
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.lines().getLast()).startsWith("sluice: another stack runs");
      }
      try (CommandProcess ask = ask("What is your return policy?", "a")) {
        assertThat(ask.exitCode()).isZero();
      }
    }
  }

  @Test
  void a_blank_key_is_refused_and_not_remembered() throws Exception {
    try (CommandProcess up =
        CommandProcess.start(
            environment(), "up", "--port", "0", "--data", data.toString(), "--key", " ")) {
      assertThat(up.exitCode()).isEqualTo(1);
      assertThat(up.lines().getLast()).startsWith("sluice: expected a key");
      assertThat(data.resolve("development-key")).doesNotExist();
    }
  }

  @Test
  void the_development_key_is_not_sent_to_another_server() throws Exception {
    Path documents = Path.of(UpCommandTest.class.getResource("/e2e/pages").toURI());
    try (CommandProcess first = up("--index", documents.toString())) {
      first.lineBeginning("ready");
      ServerSocket other = new ServerSocket(0);
      String url = "ws://localhost:" + other.getLocalPort() + "/live";
      try (CommandProcess ask =
          CommandProcess.start(
              environment(), "ask", "hello", "--data", data.toString(), "--url", url)) {
        assertThat(firstLine(other)).startsWith("GET /live HTTP").doesNotContain(KEY);
        other.close();
        assertThat(ask.exitCode()).isEqualTo(1);
      }
    }
  }

  /** What the first client sends first; then it is hung up on. */
  private static String firstLine(ServerSocket server) throws Exception {
    try (Socket client = server.accept()) {
      return new BufferedReader(new InputStreamReader(client.getInputStream())).readLine();
    }
  }

  @Test
  void a_damaged_data_folder_is_one_clear_line() throws Exception {
    Files.createDirectories(data.resolve("dynamodb"));
    Files.writeString(data.resolve("dynamodb/shared-local-instance.db"), "this is no database");
    try (CommandProcess up =
        up("--index", Path.of(UpCommandTest.class.getResource("/e2e/pages").toURI()).toString())) {
      assertThat(up.exitCode()).isEqualTo(1);
      assertThat(up.lines().getLast())
          .startsWith("sluice: ")
          .contains(data.resolve("dynamodb").toString());
    }
  }

  @Test
  void a_path_that_is_not_there_is_one_clear_line() throws Exception {
    try (CommandProcess up = up("--index", "no-such-folder")) {
      assertThat(up.exitCode()).isEqualTo(1);
      assertThat(up.lines().getLast())
          .startsWith("sluice: there is no ")
          .contains("no-such-folder");
    }
  }

  @Test
  void keys_are_made_listed_and_disabled_without_a_running_stack() throws Exception {
    String folder = data.toString();
    String key;
    try (CommandProcess create =
        CommandProcess.start(Map.of(), "key", "create", "--label", "till", "--data", folder)) {
      assertThat(create.exitCode()).isZero();
      key = create.lines().getLast();
      assertThat(key).startsWith("slk_");
    }
    try (CommandProcess disable =
        CommandProcess.start(Map.of(), "key", "disable", key, "--data", folder)) {
      assertThat(disable.exitCode()).isZero();
    }
    try (CommandProcess list = CommandProcess.start(Map.of(), "key", "list", "--data", folder)) {
      assertThat(list.exitCode()).isZero();
      assertThat(list.lines().getLast()).contains("disabled", "till").doesNotContain(key);
    }
  }
}
