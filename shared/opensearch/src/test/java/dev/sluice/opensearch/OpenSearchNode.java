package dev.sluice.opensearch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A real node with its k-NN plugin, in a process of its own on the loopback interface. */
final class OpenSearchNode implements AutoCloseable {
  private static final Path JARS = Path.of("../../infra/opensearch-node/target/node");
  private static final Pattern ADDRESS =
      Pattern.compile("HttpServerTransport.*publish_address \\{(127\\.0\\.0\\.1:\\d+)}");

  private final Process process;
  private final URI uri;

  private OpenSearchNode(Process process, URI uri) {
    this.process = process;
    this.uri = uri;
  }

  /** Starts a node that keeps its data in the folder, and waits until it answers. */
  static OpenSearchNode start(Path folder) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            JARS + "/*",
            "org.codelibs.opensearch.runner.OpenSearchRunner",
            "-basePath",
            folder.toString(),
            "-numOfNode",
            "1",
            "-pluginTypes",
            "org.opensearch.knn.plugin.KNNPlugin");
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    BufferedReader output = process.inputReader();
    StringBuilder said = new StringBuilder();
    String address = "";
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      Matcher published = ADDRESS.matcher(line);
      address = published.find() ? published.group(1) : address;
      if (line.endsWith("] started") && !address.isEmpty()) {
        Thread.ofVirtual().start(() -> drain(output));
        return new OpenSearchNode(process, URI.create("http://" + address));
      }
    }
    throw new IOException("The node did not start: " + said);
  }

  /** A full pipe would stop the node. */
  private static void drain(BufferedReader output) {
    try {
      output.transferTo(Writer.nullWriter());
    } catch (IOException e) {
      // the node has ended
    }
  }

  /** Where it answers. */
  URI uri() {
    return uri;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
