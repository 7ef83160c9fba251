package dev.sluice.standin;

import dev.sluice.standin.access.PermissionCheck;
import dev.sluice.standin.event.Schedules;
import dev.sluice.standin.lambda.InvocationTarget;
import dev.sluice.standin.lambda.LambdaService;
import dev.sluice.standin.policy.AccessRequest;
import dev.sluice.standin.queue.MessageQueue;
import dev.sluice.standin.queue.QueueService;
import dev.sluice.standin.queue.QueueSource;
import dev.sluice.standin.template.AsyncSettings;
import dev.sluice.standin.template.EventSource;
import dev.sluice.standin.template.FunctionModel;
import dev.sluice.standin.template.StackModel;
import dev.sluice.standin.template.TemplateException;
import dev.sluice.standin.time.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Starts what invokes functions by itself: queues and schedules.
 *
 * @param model has the event sources
 * @param permissions of the functions' roles
 */
record Sources(
    StackModel model, LambdaService lambda, QueueService queues, PermissionCheck permissions) {
  /**
   * @throws TemplateException for a queue that the template has not or that hides messages for too
   *     short a time, or a schedule that is not available locally
   */
  void start(Timer timer, InstantSource clock) {
    model.functions().values().forEach(this::checkDestinations);
    model.queues().values().stream()
        .flatMap(queue -> queue.redrive().stream())
        .forEach(redrive -> queue(redrive.targetArn()));
    for (EventSource source : model.eventSources()) {
      if (source instanceof EventSource.Queue from) {
        FunctionModel function = Objects.requireNonNull(model.functions().get(from.function()));
        check(queue(from.queueArn()), function);
        List.of("ReceiveMessage", "DeleteMessage", "GetQueueAttributes")
            .forEach(action -> check(function, "sqs:" + action, from.queueArn()));
        String arn = function.invokedArn();
        InvocationTarget target = lambda.find(arn, Optional.empty()).orElseThrow();
        new QueueSource(from, queue(from.queueArn()), event -> lambda.invoke(target, event), timer)
            .start();
      }
    }
    new Schedules(model, lambda, timer, clock).start();
  }

  private void checkDestinations(FunctionModel function) {
    AsyncSettings async = function.async();
    Stream.of(async.onSuccess(), async.onFailure(), async.deadLetters())
        .flatMap(Optional::stream)
        .peek(this::queue)
        .forEach(arn -> check(function, "sqs:SendMessage", arn));
  }

  /** Lambda does what a function's queues need in the function's role, and looks beforehand. */
  private void check(FunctionModel function, String action, String queueArn) {
    permissions
        .denial(function.logicalId(), List.of(AccessRequest.of(action, queueArn)))
        .ifPresent(
            denial -> {
              throw new TemplateException(function.logicalId() + ": " + denial.message());
            });
  }

  /** Lambda refuses such an event source, whose messages would be handed out twice. */
  private static void check(MessageQueue queue, FunctionModel function) {
    Duration hidden = queue.model().visibilityTimeout();
    if (hidden.compareTo(function.timeout()) < 0) {
      throw new TemplateException(
          "%s: Queue visibility timeout: %d seconds is less than Function timeout: %d seconds"
              .formatted(function.logicalId(), hidden.toSeconds(), function.timeout().toSeconds()));
    }
  }

  private MessageQueue queue(String arn) {
    return queues
        .find(arn)
        .orElseThrow(() -> new TemplateException("The template has no queue " + arn));
  }
}
