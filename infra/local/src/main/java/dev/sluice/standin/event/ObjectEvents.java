package dev.sluice.standin.event;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standin.access.PermissionCheck;
import dev.sluice.standin.lambda.LambdaService;
import dev.sluice.standin.policy.AccessRequest;
import dev.sluice.standin.queue.QueueService;
import dev.sluice.standin.template.BucketModel;
import dev.sluice.standin.template.EventSource;
import dev.sluice.standin.template.RuleModel;
import dev.sluice.standin.template.StackModel;
import dev.sluice.standin.template.TemplateException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
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
  private final PermissionCheck permissions;
  private final ObjectEventJson json;
  private final List<Rule> rules = new ArrayList<>();

  /** A rule of an event bus, wherever the template has it. */
  private record Rule(EventPattern pattern, Origin origin, List<String> targetArns) {}

  /**
   * Who delivers an event.
   *
   * @param arn of the bucket or the rule it comes from
   */
  private record Origin(String service, String arn) {}

  /**
   * @throws TemplateException when a rule's pattern is not available locally, or its target is
   *     neither a queue nor a function of the template
   */
  public ObjectEvents(
      StackModel model, LambdaService lambda, QueueService queues, PermissionCheck permissions) {
    this.model = model;
    this.permissions = permissions;
    this.lambda = lambda;
    this.queues = queues;
    this.json = new ObjectEventJson(model.identity());
    for (EventSource source : model.eventSources()) {
      if (source instanceof EventSource.Rule rule) {
        String arn = Objects.requireNonNull(model.functions().get(rule.function())).invokedArn();
        // SAM gives the function the permission together with the rule
        rules.add(new Rule(new EventPattern(rule.pattern()), new Origin("", ""), List.of(arn)));
      }
    }
    for (RuleModel rule : model.rules().values()) {
      rule.targetArns().forEach(arn -> check(rule, arn));
      rules.add(
          new Rule(
              new EventPattern(rule.pattern()),
              new Origin("events.amazonaws.com", rule.arn()),
              rule.targetArns()));
    }
  }

  private void check(RuleModel rule, String arn) {
    if (queues.find(arn).isEmpty() && lambda.find(arn, Optional.empty()).isEmpty()) {
      throw new TemplateException(
          rule.logicalId() + " has a target that is not available locally: " + arn);
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
      tell(
          new Origin("s3.amazonaws.com", "arn:aws:s3:::" + bucket.name()),
          notification.targetArn(),
          json.notification(change));
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
    for (Rule rule : rules) {
      if (rule.pattern().matches(event)) {
        rule.targetArns().forEach(arn -> tell(rule.origin(), arn, event));
      }
    }
  }

  /** The target's own policy must let the service deliver; if not, the event is lost. */
  private void tell(Origin origin, String arn, ObjectNode event) {
    boolean toQueue = queues.find(arn).isPresent();
    AccessRequest wanted =
        AccessRequest.of(toQueue ? "sqs:SendMessage" : "lambda:InvokeFunction", arn)
            .with("aws:SourceArn", List.of(origin.arn()))
            .with("aws:SourceAccount", List.of(model.identity().accountId()));
    if (!origin.service().isEmpty() && permissions.denial(origin.service(), wanted).isPresent()) {
      return;
    }
    if (toQueue) {
      queues.send(arn, event.toString());
    } else {
      invoke(arn, event);
    }
  }

  private void invoke(String arn, ObjectNode event) {
    lambda
        .find(arn, Optional.empty())
        .ifPresent(
            target ->
                lambda.invokeLater(target, event.toString().getBytes(StandardCharsets.UTF_8)));
  }
}
