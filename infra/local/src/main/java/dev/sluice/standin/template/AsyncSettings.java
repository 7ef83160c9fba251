package dev.sluice.standin.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;

/**
 * What Lambda does with an asynchronous invocation that fails.
 *
 * @param maximumRetries 0 to 2
 * @param maximumAge how long an event may wait in the queue, 1 minute to 6 hours
 * @param onSuccess ARN of the queue that is told of successes
 * @param onFailure ARN of the queue that is told of failures
 * @param deadLetters ARN of the queue that gets the event itself after the last failure
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html">How
 *     Lambda handles errors and retries with asynchronous invocation</a>
 */
public record AsyncSettings(
    int maximumRetries,
    Duration maximumAge,
    Optional<String> onSuccess,
    Optional<String> onFailure,
    Optional<String> deadLetters) {
  /** Lambda's defaults: two retries, six hours, nobody is told. */
  public static final AsyncSettings DEFAULT =
      new AsyncSettings(
          2, Duration.ofHours(6), Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * Reads a function's {@code EventInvokeConfig} and {@code DeadLetterQueue}; either may be
   * missing.
   */
  static AsyncSettings read(String function, JsonNode config, JsonNode deadLetterQueue) {
    Properties settings = Properties.of(function + ".EventInvokeConfig", config);
    settings.allow(
        "MaximumRetryAttempts", "MaximumEventAgeInSeconds", "DestinationConfig", "Qualifier");
    Properties destinations = settings.nested("DestinationConfig");
    destinations.allow("OnSuccess", "OnFailure");
    Properties letters = Properties.of(function + ".DeadLetterQueue", deadLetterQueue);
    letters.allow("Type", "TargetArn");
    return new AsyncSettings(
        settings.integer("MaximumRetryAttempts", DEFAULT.maximumRetries, 0, 2),
        Duration.ofSeconds(
            settings.integer(
                "MaximumEventAgeInSeconds", (int) DEFAULT.maximumAge.toSeconds(), 60, 21_600)),
        destination(destinations.nested("OnSuccess"), "Destination"),
        destination(destinations.nested("OnFailure"), "Destination"),
        destination(letters, "TargetArn"));
  }

  private static Optional<String> destination(Properties target, String arn) {
    if (target.isEmpty()) {
      return Optional.empty();
    }
    if (!target.text("Type").orElse("SQS").equals("SQS")) {
      throw target.refused("Type", "SQS");
    }
    return Optional.of(target.required(arn));
  }
}
