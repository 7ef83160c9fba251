package foreign;

import com.amazonaws.services.lambda.runtime.Context;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** What the handlers were given, for tests to look at. */
public final class Seen {
  /**
   * An invocation.
   *
   * @param event as the handler got it
   * @param context as the handler got it
   */
  public record Call(Object event, Context context) {}

  private static final List<Call> CALLS = new CopyOnWriteArrayList<>();

  private Seen() {}

  static void note(Object event, Context context) {
    CALLS.add(new Call(event, context));
  }

  /** Waits until it is interrupted. */
  static void hang() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** All calls since the last {@link #forget}. */
  public static List<Call> calls() {
    return List.copyOf(CALLS);
  }

  /** Begins again. */
  public static void forget() {
    CALLS.clear();
  }
}
