package foreign;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/** Does what its event asks for, in a process of its own. */
public final class ProcessHandler
    implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  /** Fails when the environment says so. */
  public ProcessHandler() {
    if (System.getenv("BROKEN") != null) {
      throw new IllegalStateException("BROKEN is set");
    }
  }

  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    System.out.println("working on " + event);
    switch (String.valueOf(event.get("do"))) {
      case "throw" -> throw new IllegalArgumentException("Cannot do this");
      case "exit" -> System.exit(3);
      case "hang" -> hang();
      default -> {}
    }
    return Map.of(
        "pid", ProcessHandle.current().pid(),
        "arn", context.getInvokedFunctionArn(),
        "remaining", context.getRemainingTimeInMillis(),
        "environment", System.getenv(),
        "classPath", Objects.requireNonNull(System.getProperty("java.class.path")));
  }

  private static void hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
