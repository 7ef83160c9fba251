package dev.sluice.standin.lambda;

import dev.sluice.standin.template.FunctionModel;
import java.util.concurrent.Semaphore;

/**
 * A function with what runs it. Thread-safe.
 *
 * @param model what the template says of it
 * @param runtime runs its code
 * @param places how many more invocations may start now
 * @param guard stands before each invocation
 */
public record DeployedFunction(
    FunctionModel model, FunctionRuntime runtime, Semaphore places, InvocationGuard guard) {
  /** A function with all its places free. */
  static DeployedFunction of(FunctionModel model, FunctionRuntime runtime, InvocationGuard guard) {
    // without a reservation the account's concurrency is the limit: 1,000 unless raised
    return new DeployedFunction(
        model, runtime, new Semaphore(model.reservedConcurrency().orElse(1_000)), guard);
  }

  InvocationResult invoke(Invocation invocation) {
    if (!places.tryAcquire()) {
      return new InvocationResult.Throttled();
    }
    try {
      return guard.run(model.logicalId(), invocation, () -> runtime.invoke(invocation));
    } finally {
      places.release();
    }
  }
}
