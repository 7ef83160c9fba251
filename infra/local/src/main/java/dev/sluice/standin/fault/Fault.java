package dev.sluice.standin.fault;

/**
 * One fault.
 *
 * @param when at which calls
 * @param then what happens
 */
public record Fault(Occasion when, Effect then) {
  /** Refuses effects that such calls cannot have. */
  public Fault {
    boolean possible =
        switch (then) {
          case Effect.Slow e -> true;
          case Effect.Kill e -> true;
          case Effect.Pause e -> true;
          case Effect.Wake e -> true;
          case Effect.Gone e -> when.at() == Occasion.Point.POST;
          case Effect.Duplicate e -> when.at() == Occasion.Point.INVOCATION;
          case Effect.Throttle e -> true;
          case Effect.Fail e -> when.at() != Occasion.Point.INVOCATION;
          case Effect.Reset e -> when.at() != Occasion.Point.INVOCATION;
          case Effect.AppliedThenFail e -> when.at() != Occasion.Point.INVOCATION;
          case Effect.AppliedThenReset e -> when.at() != Occasion.Point.INVOCATION;
        };
    if (when.operation().isPresent() && when.at() != Occasion.Point.STORE) {
      throw new FaultException("Only calls of the store have an operation");
    }
    if (!possible) {
      throw new FaultException("A call of kind " + when.at() + " cannot be met by " + then);
    }
  }
}
