package dev.sluice.standin;

import dev.sluice.standin.event.Schedules;
import dev.sluice.standin.lambda.InvocationTarget;
import dev.sluice.standin.lambda.LambdaService;
import dev.sluice.standin.queue.MessageQueue;
import dev.sluice.standin.queue.QueueService;
import dev.sluice.standin.queue.QueueSource;
import dev.sluice.standin.template.EventSource;
import dev.sluice.standin.template.StackModel;
import dev.sluice.standin.template.TemplateException;
import dev.sluice.standin.time.Timer;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;

/**
 * Starts what invokes functions by itself: queues and schedules.
 *
 * @param model has the event sources
 */
record Sources(StackModel model, LambdaService lambda, QueueService queues) {
  /**
   * @throws TemplateException for a queue that the template has not, or a schedule that is not
   *     available locally
   */
  void start(Timer timer, InstantSource clock) {
    for (EventSource source : model.eventSources()) {
      if (source instanceof EventSource.Queue from) {
        String arn = Objects.requireNonNull(model.functions().get(from.function())).invokedArn();
        InvocationTarget target = lambda.find(arn, Optional.empty()).orElseThrow();
        new QueueSource(from, queue(from.queueArn()), event -> lambda.invoke(target, event), timer)
            .start();
      }
    }
    new Schedules(model, lambda, timer, clock).start();
  }

  private MessageQueue queue(String arn) {
    return queues
        .find(arn)
        .orElseThrow(() -> new TemplateException("The template has no queue " + arn));
  }
}
