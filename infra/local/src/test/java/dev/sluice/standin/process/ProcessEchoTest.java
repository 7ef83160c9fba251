package dev.sluice.standin.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.standin.ForeignStack;
import dev.sluice.standin.SocketClient;
import dev.sluice.standin.Stack;
import dev.sluice.standin.StackOptions;
import foreign.EchoHandler;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The whole way of a message, through functions with their dependencies in their packages. */
@EnabledOnOs(OS.LINUX)
class ProcessEchoTest {
  private static final List<String> LIBRARIES =
      List.of(
          "/awssdk/",
          "/jackson/",
          "/reactivestreams/",
          "/slf4j-api/",
          "lambda-java-events",
          "joda-time");

  @Test
  void a_message_is_echoed_by_functions_in_processes(@TempDir Path folder) throws Exception {
    Path code = Files.createDirectories(folder.resolve("code/lib")).resolveSibling(".").normalize();
    copyClasses(code);
    copyLibraries(code.resolve("lib"));
    String template =
        Files.readString(ForeignStack.TEMPLATE)
            .replace("CodeUri: missing.zip", "CodeUri: code")
            .replace("IntegrationTimeout: 1000", "IntegrationTimeout: 29000")
            .replace("Timeout: 5", "Timeout: 25");
    Path file = Files.writeString(folder.resolve("template.yaml"), template);
    StackOptions options = StackOptions.of(file, InstantSource.system()).processes().build();
    try (Stack stack = Stack.start(options);
        SocketClient client = SocketClient.connect(stack.webSocketUri())) {
      assertThat(client.send("hi").next()).isEqualTo("hello from local: hi");
      assertThat(stack.processIds("EchoFunction")).hasSize(1);
    }
  }

  private static void copyClasses(Path code) throws Exception {
    URI root = EchoHandler.class.getProtectionDomain().getCodeSource().getLocation().toURI();
    Path target = Files.createDirectories(code.resolve("foreign"));
    try (Stream<Path> classes = Files.list(Path.of(root).resolve("foreign"))) {
      for (Path file : classes.toList()) {
        Files.copy(file, target.resolve(file.getFileName()));
      }
    }
  }

  private static void copyLibraries(Path lib) throws Exception {
    List<URL> manifests =
        Collections.list(EchoHandler.class.getClassLoader().getResources("META-INF/MANIFEST.MF"));
    for (URL manifest : manifests) {
      String entry = manifest.getPath().replaceFirst("!.*", "");
      if (LIBRARIES.stream().anyMatch(entry::contains) && entry.endsWith(".jar")) {
        Path jar = Path.of(URI.create(entry));
        Files.copy(jar, lib.resolve(jar.getFileName()));
      }
    }
  }
}
