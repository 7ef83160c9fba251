package dev.sluice.answer;

/** A call that is running. Thread-safe. */
public interface ModelCall extends AutoCloseable {
  /**
   * Ends the HTTP exchange at once, whatever it is doing: connecting, waiting for the first token,
   * in the middle. No event is delivered after it has returned, except one whose delivery had begun
   * on another thread. Closing again, or after the end, does nothing.
   */
  @Override
  void close();
}
