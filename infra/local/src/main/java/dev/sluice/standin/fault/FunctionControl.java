package dev.sluice.standin.fault;

/** Ends and holds functions. Names are logical ids. Thread-safe. */
public interface FunctionControl {
  /**
   * The same for one instance alone, where a function's instances are told apart.
   *
   * @param accessKeyId the instance's; of an unknown one all instances are meant
   */
  FunctionControl ofInstance(String accessKeyId);

  /** Ends a function's instances at once. */
  void kill(String function);

  /** Holds a function's instances. */
  void pause(String function);

  /** Lets them go on. */
  void wake(String function);

  /**
   * Waits while a function is held.
   *
   * @return false when it has been killed meanwhile
   */
  boolean awaitAwake(String function);
}
