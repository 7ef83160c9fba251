package dev.sluice.standin.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standin.lambda.LambdaService;
import dev.sluice.standin.queue.QueueService;
import dev.sluice.standin.template.BucketModel;
import dev.sluice.standin.template.EventSource;
import dev.sluice.standin.template.FunctionModel;
import dev.sluice.standin.template.StackModel;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Tells queues and functions of changes in buckets, as the template wants it. Whatever keeps the
 * objects reports the changes here. Thread-safe.
 */
public final class ObjectEvents {
  private final StackModel model;
  private final LambdaService lambda;
  private final QueueService queues;
  private final ObjectEventJson json;
  private final Map<EventSource.Rule, EventPattern> patterns = new HashMap<>();

  /**
   * @throws dev.sluice.standin.template.TemplateException when a rule's pattern is not available
   *     locally
   */
  public ObjectEvents(StackModel model, LambdaService lambda, QueueService queues) {
    this.model = model;
    this.lambda = lambda;
    this.queues = queues;
    this.json = new ObjectEventJson(model.identity());
    for (EventSource source : model.eventSources()) {
      if (source instanceof EventSource.Rule rule) {
        patterns.put(rule, new EventPattern(rule.pattern()));
      }
    }
  }

  /** Tells all that are to be told; a bucket that the template has not tells nobody. */
  public void report(ObjectChange change) {
    model.buckets().values().stream()
        .filter(bucket -> bucket.name().equals(change.bucket()))
        .forEach(
            bucket -> {
              notify(bucket, change);
              if (bucket.eventBridge()) {
                matchRules(change);
              }
            });
  }

  private void notify(BucketModel bucket, ObjectChange change) {
    for (BucketModel.Notification notification : bucket.notifications()) {
      if (!concerns(notification, change)) {
        continue;
      }
      ObjectNode event = json.notification(change);
      if (queues.find(notification.targetArn()).isPresent()) {
        queues.send(notification.targetArn(), event.toString());
      } else {
        invoke(notification.targetArn(), event);
      }
    }
  }

  private static boolean concerns(BucketModel.Notification notification, ObjectChange change) {
    String wanted = notification.event().replaceFirst("^s3:", "");
    boolean named =
        wanted.endsWith("*")
            ? change.notificationName().startsWith(wanted.substring(0, wanted.length() - 1))
            : change.notificationName().equals(wanted);
    return named
        && change.key().startsWith(notification.prefix())
        && change.key().endsWith(notification.suffix());
  }

  private void matchRules(ObjectChange change) {
    ObjectNode event = json.event(change);
    patterns.forEach(
        (rule, pattern) -> {
          if (pattern.matches(event)) {
            FunctionModel function = Objects.requireNonNull(model.functions().get(rule.function()));
            invoke(function.invokedArn(), event);
          }
        });
  }

  private void invoke(String arn, ObjectNode event) {
    lambda
        .find(arn, Optional.empty())
        .ifPresent(
            target ->
                lambda.invokeLater(target, event.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
