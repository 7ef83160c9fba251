package dev.sluice.standin.process;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;

/** Lambda's words for a process that ended. */
final class ExitDocuments {
  /** Exit values of processes that were ended by a signal are 128 and the signal's number. */
  private static final int SIGNALS = 128;

  private static final int SIGKILL = 9;

  private ExitDocuments() {}

  static byte[] ofInvocation(String requestId, int exitValue) {
    return document("RequestId: " + requestId + " Error: " + cause(exitValue));
  }

  static byte[] ofExit(int exitValue) {
    return document("Error: " + cause(exitValue));
  }

  private static String cause(int exitValue) {
    return exitValue == SIGNALS + SIGKILL
        ? "Runtime exited with error: signal: killed"
        : "Runtime exited with error: exit status " + exitValue;
  }

  private static byte[] document(String message) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("errorType", "Runtime.ExitError")
        .put("errorMessage", message)
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }
}
