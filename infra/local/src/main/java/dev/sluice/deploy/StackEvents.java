package dev.sluice.deploy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/** What happens to a stack from a moment on, each event once, as a line. Not thread-safe. */
final class StackEvents {
  private final CloudFormationClient cloudFormation;
  private final String stackId;
  private final Instant begin;

  /** The ids of events that were told. */
  private final Set<String> told = new HashSet<>();

  /**
   * @param stackId the ARN: of a stack that is gone only it is still known
   */
  StackEvents(CloudFormationClient cloudFormation, String stackId, Instant begin) {
    this.cloudFormation = cloudFormation;
    this.stackId = stackId;
    this.begin = begin;
  }

  /** The events that have not been told, the oldest first. */
  List<String> unseen() {
    List<StackEvent> events = new ArrayList<>();
    for (var page :
        cloudFormation.describeStackEventsPaginator(request -> request.stackName(stackId))) {
      page.stackEvents().stream().filter(this::isSince).forEach(events::add);
      if (!page.stackEvents().stream().allMatch(this::isSince)) {
        break; // newest first: what follows is older still
      }
    }
    return events.reversed().stream()
        .filter(event -> told.add(event.eventId()))
        .map(StackEvents::line)
        .toList();
  }

  private boolean isSince(StackEvent event) {
    return !event.timestamp().isBefore(begin);
  }

  private static String line(StackEvent event) {
    String reason = event.resourceStatusReason();
    return String.format(
        "%-24s %-28s %s%s",
        event.resourceStatusAsString(),
        event.logicalResourceId(),
        event.resourceType(),
        reason == null || reason.isBlank() ? "" : "  " + reason);
  }
}
