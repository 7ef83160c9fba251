package dev.sluice.answer;

import dev.sluice.settings.Settings;
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

  private static final Duration FIRST_TOKEN = Duration.ofSeconds(6);
  private static final Duration STALL = Duration.ofSeconds(8);
  private static final Duration PAUSE = Duration.ofMinutes(1);
  private static final Duration SHORTEST = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofMinutes(4);

  /** Copies the models. */
  public ChainSettings {
    models = List.copyOf(models);
  }

  /**
   * The given models with {@code FIRST_TOKEN_TIMEOUT}, {@code STALL_TIMEOUT} and {@code
   * FAILED_MODEL_PAUSE}, and the extractive answer behind them. What is wrong is noted in the
   * settings.
   */
  public static ChainSettings read(Settings settings, List<ChatModel> models) {
    return new ChainSettings(
        models,
        Optional.of(new ExtractiveAnswer()),
        settings.duration("FIRST_TOKEN_TIMEOUT", FIRST_TOKEN, SHORTEST, LONGEST),
        settings.duration("STALL_TIMEOUT", STALL, SHORTEST, LONGEST),
        settings.duration("FAILED_MODEL_PAUSE", PAUSE, Duration.ZERO, Duration.ofHours(1)));
  }
}
