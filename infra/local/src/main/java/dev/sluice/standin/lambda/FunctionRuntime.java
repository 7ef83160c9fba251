package dev.sluice.standin.lambda;

import java.util.List;
import java.util.Optional;

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

  /** The processes of its own that it has now, by their ids in the operating system. */
  List<Long> processIds();

  /**
   * The instance with that access key alone, or nothing at all if it is gone; empty when instances
   * are not told apart.
   */
  default Optional<FunctionRuntime> instance(String accessKeyId) {
    return Optional.empty();
  }

  /** Ends its instances at once, as {@code kill -9} does; the next invocation gets a new one. */
  void kill();

  /** Holds its instances as they are. */
  void pause();

  /** Lets held instances go on. */
  void wake();

  /**
   * Waits while the instances are held.
   *
   * @return false when they have been killed meanwhile
   */
  boolean awaitAwake();

  @Override
  void close();
}
