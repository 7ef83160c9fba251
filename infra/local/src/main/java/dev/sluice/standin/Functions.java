package dev.sluice.standin;

import dev.sluice.standin.access.Caller;
import dev.sluice.standin.access.Callers;
import dev.sluice.standin.lambda.CodeClasses;
import dev.sluice.standin.lambda.FunctionLog;
import dev.sluice.standin.lambda.FunctionRuntime;
import dev.sluice.standin.lambda.HandlerException;
import dev.sluice.standin.lambda.InProcessRuntime;
import dev.sluice.standin.lambda.InstanceSeed;
import dev.sluice.standin.template.FunctionModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Makes the runtimes of a stack's functions and gets them ready, side by side. */
final class Functions {
  private final Map<FunctionModel, FunctionRuntime> runtimes = new HashMap<>();

  /** What went wrong at the last try, by logical id. */
  private final Map<String, String> failures = new ConcurrentHashMap<>();

  /**
   * @param scratch a folder to unpack packages to
   */
  Functions(
      List<FunctionModel> models, FunctionEnvironment environment, Callers callers, Path scratch) {
    FunctionLog log = environment.options().log();
    for (FunctionModel model : models) {
      runtimes.put(
          model,
          new InProcessRuntime(
              model,
              () -> seed(model, environment, callers),
              CodeClasses.find(model, scratch),
              log));
    }
  }

  private static InstanceSeed seed(
      FunctionModel model, FunctionEnvironment environment, Callers callers) {
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
