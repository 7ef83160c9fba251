package dev.sluice.answer;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a chain is made of.
 *
 * @param models in the order they are asked
 * @param lastResort the answer that needs no model, tried when all others have failed
 * @param firstToken how long a model may take to its first sign of life
 * @param stall how long it may be silent afterwards
 * @param pause how long a model that has failed is tried last
 */
public record ChainSettings(
    List<ChatModel> models,
    Optional<ExtractiveAnswer> lastResort,
    Duration firstToken,
    Duration stall,
    Duration pause) {

  /** Copies the models. */
  public ChainSettings {
    models = List.copyOf(models);
  }
}
