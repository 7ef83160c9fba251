package dev.sluice.standin.event;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standin.lambda.InvocationTarget;
import dev.sluice.standin.lambda.LambdaService;
import dev.sluice.standin.template.EventSource;
import dev.sluice.standin.template.StackModel;
import dev.sluice.standin.template.TemplateException;
import dev.sluice.standin.time.Timer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Invokes functions at fixed rates. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-scheduled-rule-pattern.html">Setting
 *     a schedule pattern</a>
 */
public final class Schedules {
  private static final Pattern RATE = Pattern.compile("rate\\((\\d+) (minute|hour|day)s?\\)");

  private final StackModel model;
  private final LambdaService lambda;
  private final Timer timer;
  private final InstantSource clock;

  /** Schedules of a template, not yet started. */
  public Schedules(StackModel model, LambdaService lambda, Timer timer, InstantSource clock) {
    this.model = model;
    this.lambda = lambda;
    this.timer = timer;
    this.clock = clock;
  }

  /**
   * Starts them all.
   *
   * @throws TemplateException for a schedule that is not a rate
   */
  public void start() {
    for (EventSource source : model.eventSources()) {
      if (source instanceof EventSource.Schedule schedule) {
        again(schedule, rate(schedule));
      }
    }
  }

  private void again(EventSource.Schedule schedule, Duration rate) {
    timer.after(
        rate,
        () -> {
          again(schedule, rate);
          String arn =
              Objects.requireNonNull(model.functions().get(schedule.function())).invokedArn();
          InvocationTarget target = lambda.find(arn, Optional.empty()).orElseThrow();
          lambda.invokeLater(target, event(schedule).getBytes(StandardCharsets.UTF_8));
        });
  }

  private String event(EventSource.Schedule schedule) {
    if (!schedule.input().isMissingNode()) {
      return schedule.input().isTextual()
          ? schedule.input().textValue()
          : schedule.input().toString();
    }
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event
        .put("version", "0")
        .put("id", UUID.randomUUID().toString())
        .put("detail-type", "Scheduled Event")
        .put("source", "aws.events")
        .put("account", model.identity().accountId())
        .put("time", clock.instant().toString())
        .put("region", model.identity().region());
    event.putArray("resources");
    event.putObject("detail");
    return event.toString();
  }

  private static Duration rate(EventSource.Schedule schedule) {
    Matcher rate = RATE.matcher(schedule.expression());
    if (!rate.matches()) {
      throw new TemplateException(
          "Expected the schedule of "
              + schedule.function()
              + " to be rate(…) but got "
              + schedule.expression()
              + "; cron(…) is not available locally");
    }
    long number = Long.parseLong(rate.group(1));
    return switch (rate.group(2)) {
      case "minute" -> Duration.ofMinutes(number);
      case "hour" -> Duration.ofHours(number);
      default -> Duration.ofDays(number);
    };
  }
}
