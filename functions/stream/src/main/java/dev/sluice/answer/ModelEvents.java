package dev.sluice.answer;

/** Takes the events of one call, one at a time, in order. */
@FunctionalInterface
public interface ModelEvents {
  /** Takes one event. It must not block for long: the provider's stream waits meanwhile. */
  void accept(ModelEvent event);
}
