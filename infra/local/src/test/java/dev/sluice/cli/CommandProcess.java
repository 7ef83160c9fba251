package dev.sluice.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line in a process of its own, as a person runs it. */
final class CommandProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final List<String> lines = new ArrayList<>();

  private CommandProcess(Process process) {
    this.process = process;
    this.out = process.inputReader();
  }

  static CommandProcess start(Map<String, String> environment, String... arguments)
      throws IOException {
    return start(Path.of(System.getProperty("sluice.root", "../..")), environment, arguments);
  }

  /** The same in another project's folder. */
  static CommandProcess start(Path home, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("-Dsluice.home=" + home);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(Sluice.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return new CommandProcess(builder.start());
  }

  /** Reads lines until one begins so; returns it. */
  String lineBeginning(String beginning) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      lines.add(line);
      if (line.startsWith(beginning)) {
        return line;
      }
    }
    throw new AssertionError("No line begins with '" + beginning + "' in " + lines);
  }

  /** What has been read so far. */
  List<String> lines() {
    return lines;
  }

  /** Types a line. */
  void type(String line) throws IOException {
    process.outputWriter().append(line).append('\n').flush();
  }

  /** Reads to the end and waits for the exit code. */
  int exitCode() throws Exception {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      lines.add(line);
    }
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      throw new AssertionError("The command does not end: " + lines);
    }
    return process.exitValue();
  }

  /** SIGKILL. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Collects what nothing refers to any more, files that were left open included. */
  void collectGarbage() throws Exception {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    new ProcessBuilder(jcmd, String.valueOf(process.pid()), "GC.run")
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** SIGTERM. */
  void terminate() {
    process.toHandle().destroy();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
