package dev.sluice.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads all that is logged in this process, and knows what must not be in it: tokens, keys,
 * questions, answers and passages of the tests that it has been told. Thread-safe.
 */
final class LogWatch {
  /** Shorter texts, such as single tokens, are found everywhere. */
  private static final int SHORTEST = 14;

  private static final ByteArrayOutputStream SEEN = new ByteArrayOutputStream();
  private static final Set<String> SECRETS = ConcurrentHashMap.newKeySet();

  static {
    // functions look up System.out when they are made
    System.setOut(tee(System.out));
    System.setErr(tee(System.err));
  }

  private LogWatch() {}

  /** From now on everything is read. */
  static void begin() {
    // the class is initialised
  }

  private static PrintStream tee(PrintStream out) {
    OutputStream both =
        new OutputStream() {
          @Override
          public void write(int b) {
            out.write(b);
            SEEN.write(b);
          }

          @Override
          public void write(byte[] bytes, int from, int length) {
            out.write(bytes, from, length);
            SEEN.write(bytes, from, length);
          }

          @Override
          public void flush() {
            out.flush();
          }
        };
    return new PrintStream(both, true, StandardCharsets.UTF_8);
  }

  /** A text that must not be logged. */
  static void secret(String text) {
    if (text.length() >= SHORTEST) {
      SECRETS.add(text);
    }
  }

  /** All texts of a message or frame that somebody has written: what is asked, said, found. */
  static void secrets(JsonNode message) {
    for (String name : List.of("question", "query", "token", "text", "content", "comment")) {
      message.findValuesAsText(name).forEach(LogWatch::secret);
    }
  }

  /** Whether a text has been logged in this process. */
  static boolean logged(String text) {
    return SEEN.toString(StandardCharsets.UTF_8).contains(text);
  }

  /** The secrets that have been logged, here or in the lines of functions in processes. */
  static List<String> leaked(Collection<String> lines) {
    String all = SEEN.toString(StandardCharsets.UTF_8) + String.join("\n", lines);
    return SECRETS.stream().filter(all::contains).sorted().toList();
  }
}
