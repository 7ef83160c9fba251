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
 * Faults of invocations. A duplicate is decided when the event is accepted, everything else each
 * time that the function would start. Thread-safe.
 */
public final class InvocationFaults implements InvocationGuard {
  private final Faults faults;

  /** Effects met when an event was accepted, left for its first start, by request id. */
  private final Map<String, List<Effect>> accepted = new ConcurrentHashMap<>();

  /** Faults of the plan in force. */
  public InvocationFaults(Faults faults) {
    this.faults = faults;
  }

  @Override
  public int copies(String function, Invocation invocation) {
    List<Effect> effects = faults.meet(call(function, invocation));
    accepted.put(invocation.requestId(), effects);
    return effects.stream().anyMatch(Effect.Duplicate.class::isInstance) ? 2 : 1;
  }

  @Override
  public InvocationResult run(
      String function, Invocation invocation, Supplier<InvocationResult> work) {
    List<Effect> atAcceptance = accepted.remove(invocation.requestId());
    List<Effect> effects =
        atAcceptance == null ? faults.meet(call(function, invocation)) : atAcceptance;
    for (Effect effect : effects) {
      if (effect instanceof Effect.Throttle) {
        return new InvocationResult.Throttled();
      }
      if (effect instanceof Effect.Kill kill) {
        return kill.applied() && work.get() instanceof InvocationResult.Throttled throttled
            ? throttled
            : InvocationResult.Failed.killed(invocation.requestId());
      }
    }
    return work.get();
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
