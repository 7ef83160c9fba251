package dev.sluice.standin.lambda;

import dev.sluice.standin.template.FunctionModel;
import java.util.concurrent.Semaphore;

/**
 * A function with what runs it. Thread-safe.
 *
 * @param model what the template says of it
 * @param runtime runs its code
 * @param places how many more invocations may start now
 */
public record DeployedFunction(FunctionModel model, FunctionRuntime runtime, Semaphore places) {
  /** A function with all its places free. */
  static DeployedFunction of(FunctionModel model, FunctionRuntime runtime) {
    // without a reservation the account's concurrency is the limit: 1,000 unless raised
    return new DeployedFunction(
        model, runtime, new Semaphore(model.reservedConcurrency().orElse(1_000)));
  }

  InvocationResult invoke(Invocation invocation) {
    if (!places.tryAcquire()) {
      return new InvocationResult.Throttled();
    }
    try {
      return runtime.invoke(invocation);
    } finally {
      places.release();
    }
  }
}
