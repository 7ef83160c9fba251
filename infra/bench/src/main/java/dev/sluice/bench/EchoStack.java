package dev.sluice.bench;

import dev.sluice.standin.Stack;
import dev.sluice.standin.StackOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** The stand-in in a process of its own, with the echo template; ends with its input. */
final class EchoStack {
  private EchoStack() {}

  /** Prints the port; then answers each line with {@code connections heapBytes}. */
  public static void main(String[] arguments) throws IOException {
    Path template = Files.createTempFile("echo", ".yaml");
    try (InputStream yaml = EchoStack.class.getResourceAsStream("echo.yaml")) {
      Files.write(template, yaml.readAllBytes());
    }
    try (Stack stack = Stack.start(StackOptions.of(template, InstantSource.system()).build());
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      Files.delete(template);
      System.out.println(stack.port());
      while (in.readLine() != null) {
        System.out.println(stack.connections() + " " + usedHeap());
      }
    }
  }

  /** After two collections, so that what is only waiting to be collected does not count. */
  private static long usedHeap() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
