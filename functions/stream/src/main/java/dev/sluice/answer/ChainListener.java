package dev.sluice.answer;

/** Hears what becomes of the models that are asked, for logs and metrics. Thread-safe. */
public interface ChainListener {
  /** Hears nothing. */
  ChainListener NONE =
      new ChainListener() {
        @Override
        public void firstText(String model) {}

        @Override
        public void failed(String model, ModelEvent.Failed failure) {}
      };

  /** The model has sent its first text. */
  void firstText(String model);

  /**
   * The model's call has failed and the next is asked. {@link Failure#MISCONFIGURED} wants somebody
   * to act.
   */
  void failed(String model, ModelEvent.Failed failure);
}
