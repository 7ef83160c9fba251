package dev.sluice.standin.lambda;

/** Where functions' log lines go. Thread-safe. */
@FunctionalInterface
public interface FunctionLog {
  /**
   * @param function the function's name
   * @param text what it wrote, without the line's end
   */
  void line(String function, String text);
}
