package dev.sluice.standin.process;

import dev.sluice.standin.lambda.CodePackage;
import dev.sluice.standin.lambda.FunctionLog;
import dev.sluice.standin.lambda.HandlerException;
import dev.sluice.standin.lambda.InstanceSeed;
import dev.sluice.standin.template.FunctionModel;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts JVMs with the runtime interface client and a function's package, as the managed runtime
 * does. Nothing of this program is on their class path. Thread-safe.
 *
 * @see <a href="https://github.com/aws/aws-lambda-java-libs">AWS Lambda Java runtime interface
 *     client</a>
 */
public final class ProcessLauncher {
  private static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

  /** The runtime interface client and what it needs. */
  private static final List<String> RUNTIME =
      List.of(
          MAIN,
          "com.amazonaws.services.lambda.runtime.Context",
          "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer",
          "software.amazon.awssdk.utilslite.SdkInternalThreadLocal");

  /** Of the function's memory; the rest is for what is not heap. */
  private static final int HEAP_PERCENT = 80;

  private final FunctionModel function;
  private final RuntimeApi api;
  private final Path scratch;
  private final FunctionLog log;
  private final AtomicInteger started = new AtomicInteger();

  /** Where the package has been unpacked; guarded by this. */
  private Optional<Path> code = Optional.empty();

  /**
   * @param scratch a folder to unpack the package to
   */
  public ProcessLauncher(FunctionModel function, RuntimeApi api, Path scratch, FunctionLog log) {
    this.function = function;
    this.api = api;
    this.scratch = scratch;
    this.log = log;
  }

  /**
   * @throws HandlerException when there is no package, or no process can be started
   */
  FunctionProcess start(InstanceSeed seed) {
    String id = function.logicalId() + "-" + started.incrementAndGet();
    try {
      ProcessBuilder builder = new ProcessBuilder(command()).redirectErrorStream(true);
      Map<String, String> environment = builder.environment();
      environment.clear();
      environment.putAll(seed.environment());
      environment.putIfAbsent("PATH", "/usr/local/bin:/usr/bin:/bin");
      environment.putIfAbsent("LANG", "en_US.UTF-8");
      environment.put("TZ", ":UTC");
      environment.put("LAMBDA_TASK_ROOT", code().toString());
      builder.directory(code().toFile()); // where the runtime looks for classes and lib/
      environment.put("AWS_LAMBDA_RUNTIME_API", api.address(id));
      Process process = builder.start();
      FunctionProcess started = new FunctionProcess(id, process, seed.caller());
      api.add(started);
      Thread.ofVirtual().name("standin-log " + id).start(() -> copyLog(process));
      return started;
    } catch (IOException e) {
      throw new HandlerException(
          "No process can be started for " + function.logicalId() + ": " + e.getMessage(), e);
    }
  }

  /** Waits until it makes sense to start another process; each turn ends with {@link #endTurn}. */
  void awaitTurn() throws InterruptedException {
    api.starts().acquire();
  }

  void endTurn() {
    api.starts().release();
  }

  /** Nothing more is expected of a process. */
  void forget(FunctionProcess process) {
    api.remove(process);
  }

  private List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + function.memoryMegabytes() * HEAP_PERCENT / 100 + "m");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:TieredStopAtLevel=1"); // the managed runtime's own default
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-cp");
    command.add(
        RUNTIME.stream()
            .map(ProcessLauncher::jarOf)
            .collect(Collectors.joining(File.pathSeparator)));
    command.add(MAIN);
    command.add(function.handler());
    return command;
  }

  private static String jarOf(String className) {
    try {
      Class<?> type = Class.forName(className, false, ProcessLauncher.class.getClassLoader());
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new HandlerException("The runtime interface client is not there: " + className, e);
    }
  }

  private synchronized Path code() throws IOException {
    if (code.isEmpty()) {
      Path given =
          function
              .code()
              .orElseThrow(() -> new IOException(function.logicalId() + " has no CodeUri"));
      code =
          Optional.of(
              CodePackage.classPath(given, scratch.resolve(function.logicalId())).getFirst());
    }
    return code.get();
  }

  private void copyLog(Process process) {
    try (BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Stream<String> lines = reader.lines()) {
      lines.forEach(line -> log.line(function.name(), line));
    } catch (IOException | UncheckedIOException e) {
      log.line(function.name(), "The log was cut: " + e.getMessage());
    }
  }
}
