package dev.sluice.standin;

import dev.sluice.standin.fault.FunctionControl;
import dev.sluice.standin.lambda.FunctionRuntime;
import dev.sluice.standin.template.FunctionModel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Ends and holds functions by their logical ids. Thread-safe.
 *
 * @param runtimes by logical id
 * @param instance the access key of the instance that is meant alone; empty for all
 */
record FunctionSwitches(Map<String, FunctionRuntime> runtimes, String instance)
    implements FunctionControl {
  /** Of functions that are to be connected, all instances. */
  FunctionSwitches() {
    this(new ConcurrentHashMap<>(), "");
  }

  /** Connects the functions, once they are there. */
  void connect(Map<FunctionModel, FunctionRuntime> functions) {
    functions.forEach((model, runtime) -> runtimes.put(model.logicalId(), runtime));
  }

  @Override
  public FunctionControl ofInstance(String accessKeyId) {
    return new FunctionSwitches(runtimes, accessKeyId);
  }

  @Override
  public void kill(String function) {
    find(function).kill();
  }

  @Override
  public void pause(String function) {
    find(function).pause();
  }

  @Override
  public void wake(String function) {
    find(function).wake();
  }

  @Override
  public boolean awaitAwake(String function) {
    return find(function).awaitAwake();
  }

  /** The processes of a function. */
  List<Long> processIds(String function) {
    return find(function).processIds();
  }

  private FunctionRuntime find(String function) {
    FunctionRuntime runtime = runtimes.get(function);
    if (runtime == null) {
      throw new IllegalArgumentException(
          "Expected one of " + runtimes.keySet() + " but got " + function);
    }
    return runtime.instance(instance).orElse(runtime);
  }
}
