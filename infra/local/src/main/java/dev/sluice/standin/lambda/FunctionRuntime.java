package dev.sluice.standin.lambda;

/** Runs the code of one function. Thread-safe. */
public interface FunctionRuntime extends AutoCloseable {
  /** Runs one invocation to its end, which is at the latest when the function's time is over. */
  InvocationResult invoke(Invocation invocation);

  /**
   * Gets ready for invocations; does nothing when it is ready.
   *
   * @throws HandlerException when the function cannot be initialised; a later call tries again
   */
  void initialise();

  @Override
  void close();
}
