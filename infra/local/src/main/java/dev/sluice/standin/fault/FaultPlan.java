package dev.sluice.standin.fault;

import java.time.Duration;
import java.util.List;

/**
 * Everything that goes wrong.
 *
 * @param faults looked at in order; several can happen at one call
 * @param clockShift how far the gateway's clock is ahead
 * @param seed of the chances
 */
public record FaultPlan(List<Fault> faults, Duration clockShift, long seed) {
  /** Nothing goes wrong. */
  public static final FaultPlan NONE = new FaultPlan(List.of(), Duration.ZERO, 0);

  /** Copies the list. */
  public FaultPlan {
    faults = List.copyOf(faults);
  }

  /** A plan of the given faults. */
  public static FaultPlan of(Fault... faults) {
    return new FaultPlan(List.of(faults), Duration.ZERO, 0);
  }

  /**
   * Reads a plan.
   *
   * @param json as {@code docs/local-stack.md} describes it
   * @throws FaultException when it is not such a plan
   */
  public static FaultPlan parse(String json) {
    return FaultJson.parse(json);
  }
}
