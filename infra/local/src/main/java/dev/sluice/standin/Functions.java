package dev.sluice.standin;

import dev.sluice.standin.access.Caller;
import dev.sluice.standin.access.Callers;
import dev.sluice.standin.lambda.FunctionRuntime;
import dev.sluice.standin.lambda.HandlerException;
import dev.sluice.standin.lambda.InstanceSeed;
import dev.sluice.standin.template.FunctionModel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Makes the runtimes of a stack's functions and gets them ready, side by side. */
final class Functions {
  private final Map<FunctionModel, FunctionRuntime> runtimes = new HashMap<>();
  private final FunctionEnvironment environment;
  private final Callers callers;

  /** What went wrong at the last try, by logical id. */
  private final Map<String, String> failures = new ConcurrentHashMap<>();

  /** Makes what runs a function. */
  @FunctionalInterface
  interface Maker {
    /**
     * @param seeds gives each instance its variables and its key
     */
    FunctionRuntime make(FunctionModel model, Supplier<InstanceSeed> seeds);
  }

  Functions(
      Collection<FunctionModel> models,
      FunctionEnvironment environment,
      Callers callers,
      Maker maker) {
    this.environment = environment;
    this.callers = callers;
    for (FunctionModel model : models) {
      runtimes.put(model, maker.make(model, () -> seed(model)));
    }
  }

  /** The variables and the key of one more instance. */
  InstanceSeed seed(FunctionModel model) {
    Caller caller = callers.issue(model.logicalId());
    return new InstanceSeed(environment.of(model, caller.credentials()), caller);
  }

  Map<FunctionModel, FunctionRuntime> runtimes() {
    return runtimes;
  }

  /** Initialises all that are not, each on a thread of its own, and waits for them. */
  void initialise() {
    failures.clear();
    List<Thread> threads = new ArrayList<>();
    runtimes.forEach(
        (model, runtime) ->
            threads.add(
                Thread.ofVirtual()
                    .name("standin-init " + model.logicalId())
                    .start(() -> initialise(model, runtime))));
    for (Thread thread : threads) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void initialise(FunctionModel model, FunctionRuntime runtime) {
    try {
      runtime.initialise();
    } catch (HandlerException e) {
      failures.put(model.logicalId(), String.valueOf(e.getMessage()));
    }
  }

  boolean hasFailures() {
    return !failures.isEmpty();
  }

  /**
   * @throws StackException naming every function that could not be initialised, and why
   */
  void check() {
    if (hasFailures()) {
      String all =
          failures.entrySet().stream()
              .sorted(Comparator.comparing(Map.Entry::getKey))
              .map(failure -> failure.getKey() + ": " + failure.getValue())
              .collect(Collectors.joining("; "));
      throw new StackException(
          "Functions that cannot be initialised: " + all, new IllegalStateException(all));
    }
  }
}
