package dev.sluice.standin.fault;

import dev.sluice.standin.lambda.Invocation;
import dev.sluice.standin.lambda.InvocationGuard;
import dev.sluice.standin.lambda.InvocationResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Faults of invocations. An asynchronous event meets them when it is accepted, where a duplicate is
 * decided; all else happens when the function would start, so that whoever sent the event does not
 * wait. Thread-safe.
 */
public final class InvocationFaults implements InvocationGuard {
  private final Faults faults;

  /** Faults met when an event was accepted, left for its first start, by request id. */
  private final Map<String, List<Fault>> accepted = new ConcurrentHashMap<>();

  /** Faults of the plan in force. */
  public InvocationFaults(Faults faults) {
    this.faults = faults;
  }

  @Override
  public int copies(String function, Invocation invocation) {
    List<Fault> noted = faults.note(call(function, invocation));
    accepted.put(invocation.requestId(), noted);
    return noted.stream().map(Fault::then).anyMatch(Effect.Duplicate.class::isInstance) ? 2 : 1;
  }

  @Override
  public InvocationResult run(
      String function, Invocation invocation, Supplier<InvocationResult> work) {
    Call call = call(function, invocation);
    List<Fault> atAcceptance = accepted.remove(invocation.requestId());
    List<Effect> effects =
        atAcceptance == null ? faults.meet(call) : faults.apply(atAcceptance, call);
    Supplier<InvocationResult> rest = work;
    for (Effect effect : effects) {
      if (effect instanceof Effect.Throttle) {
        return new InvocationResult.Throttled();
      }
      if (effect instanceof Effect.Kill kill) {
        rest = killing(kill, call, invocation, rest);
      }
    }
    return rest.get();
  }

  /**
   * The function that is killed may be another one than that which is invoked. Of its own only this
   * invocation is: whatever else its instances work on goes on, as it does on Lambda.
   */
  private Supplier<InvocationResult> killing(
      Effect.Kill kill, Call call, Invocation invocation, Supplier<InvocationResult> work) {
    InvocationResult killed = InvocationResult.Failed.killed(invocation.requestId());
    boolean own = kill.function().equals(call.by());
    return () -> {
      if (!kill.applied()) {
        return own ? killed : killed(kill, call, work);
      }
      InvocationResult result = work.get();
      if (result instanceof InvocationResult.Throttled) {
        return result;
      }
      return own ? killed : killed(kill, call, () -> result);
    };
  }

  private InvocationResult killed(
      Effect.Kill kill, Call call, Supplier<InvocationResult> otherwise) {
    faults.kill(kill, call);
    return otherwise.get();
  }

  private static Call call(String function, Invocation invocation) {
    return new Call(
        Occasion.Point.INVOCATION,
        function,
        "",
        "",
        new String(invocation.payload(), StandardCharsets.UTF_8));
  }
}
