package dev.sluice.deploy;

import dev.sluice.gateway.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.ResourceChange;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;

/**
 * Stacks in CloudFormation: what would change, changing it, taking it away. CloudFormation itself
 * expands the template's transform.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-updating-stacks-changesets.html">Change
 *     sets</a>
 */
public final class Stacks implements AutoCloseable {
  private static final Duration PERIOD = Duration.ofSeconds(3);
  private static final Set<String> STUCK = Set.of("ROLLBACK_COMPLETE", "ROLLBACK_FAILED");

  private final CloudFormationClient cloudFormation;
  private final Time time;
  private final Consumer<String> out;

  /**
   * @param out is told what happens, a line each
   */
  public Stacks(Account account, Time time, Consumer<String> out) {
    this.cloudFormation = account.cloudFormation();
    this.time = time;
    this.out = out;
  }

  /** The stack, if there is one of that name or ARN. */
  private Optional<Stack> find(String name) {
    try {
      return cloudFormation.describeStacks(request -> request.stackName(name)).stacks().stream()
          .findFirst();
    } catch (CloudFormationException e) {
      if (Account.firstLine(e).contains("does not exist")) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The values that an existing stack has for its parameters; of hidden ones, stars. */
  public Map<String, String> parameters(String name) {
    Map<String, String> values = new LinkedHashMap<>();
    find(name)
        .ifPresent(
            stack ->
                stack.parameters().forEach(p -> values.put(p.parameterKey(), p.parameterValue())));
    return values;
  }

  /**
   * Works out what would change.
   *
   * @return empty when nothing would
   * @throws DeployException when the stack is in no state to be changed, or the request is not good
   */
  public Optional<ChangeSet> prepare(StackRequest request) throws InterruptedException {
    Optional<Stack> existing =
        find(request.name()).filter(s -> !s.stackStatusAsString().equals("REVIEW_IN_PROGRESS"));
    existing.ifPresent(Stacks::requireChangeable);
    boolean creates = existing.isEmpty();
    Set<String> kept = new HashSet<>();
    existing.ifPresent(stack -> stack.parameters().forEach(p -> kept.add(p.parameterKey())));
    String id = create(request, creates, kept);
    DescribeChangeSetResponse found = await(id);
    if (found.status() == ChangeSetStatus.CREATE_COMPLETE) {
      return Optional.of(new ChangeSet(id, found.stackId(), creates, changes(found)));
    }
    cloudFormation.deleteChangeSet(delete -> delete.changeSetName(id));
    String reason = String.valueOf(found.statusReason());
    if (reason.contains("didn't contain changes") || reason.contains("No updates are to be")) {
      return Optional.empty();
    }
    throw new DeployException("CloudFormation does not take the template: " + reason);
  }

  private static void requireChangeable(Stack stack) {
    String status = stack.stackStatusAsString();
    if (STUCK.contains(status)) {
      throw new DeployException(
          "the stack "
              + stack.stackName()
              + " was never finished ("
              + status
              + "): take it away with 'sluice destroy', then deploy again");
    }
    if (status.endsWith("_IN_PROGRESS")) {
      throw new DeployException("the stack " + stack.stackName() + " is being changed: " + status);
    }
  }

  private String create(StackRequest request, boolean creates, Set<String> kept) {
    Set<String> known = new HashSet<>();
    cloudFormation
        .validateTemplate(template -> template.templateURL(request.templateUrl()))
        .parameters()
        .forEach(parameter -> known.add(parameter.parameterKey()));
    List<Parameter> parameters = new ArrayList<>();
    request
        .parameters()
        .forEach(
            (key, value) ->
                parameters.add(
                    Parameter.builder().parameterKey(key).parameterValue(value).build()));
    known.stream()
        .filter(key -> kept.contains(key) && !request.parameters().containsKey(key))
        .sorted()
        .forEach(
            key ->
                parameters.add(
                    Parameter.builder().parameterKey(key).usePreviousValue(true).build()));
    return cloudFormation
        .createChangeSet(
            set ->
                set.stackName(request.name())
                    .changeSetName("sluice-" + time.now().toEpochMilli())
                    .changeSetType(creates ? ChangeSetType.CREATE : ChangeSetType.UPDATE)
                    .templateURL(request.templateUrl())
                    .parameters(parameters)
                    .capabilities(Capability.CAPABILITY_IAM, Capability.CAPABILITY_AUTO_EXPAND))
        .id();
  }

  private DescribeChangeSetResponse await(String id) throws InterruptedException {
    while (true) {
      DescribeChangeSetResponse found =
          cloudFormation.describeChangeSet(request -> request.changeSetName(id));
      if (found.status() == ChangeSetStatus.CREATE_COMPLETE
          || found.status() == ChangeSetStatus.FAILED) {
        return found;
      }
      time.pause(PERIOD);
    }
  }

  private List<String> changes(DescribeChangeSetResponse first) {
    List<String> lines = new ArrayList<>();
    DescribeChangeSetResponse page = first;
    while (true) {
      page.changes().forEach(change -> lines.add(line(change.resourceChange())));
      String next = page.nextToken();
      if (next == null) {
        break;
      }
      String id = first.changeSetId();
      page = cloudFormation.describeChangeSet(r -> r.changeSetName(id).nextToken(next));
    }
    lines.sort(Comparator.naturalOrder());
    return lines;
  }

  private static String line(ResourceChange change) {
    String replaced =
        switch (String.valueOf(change.replacementAsString())) {
          case "True" -> "  (REPLACED)";
          case "Conditional" -> "  (replaced if need be)";
          default -> "";
        };
    return String.format(
        "%-7s %-28s %s%s",
        change.actionAsString(), change.logicalResourceId(), change.resourceType(), replaced);
  }

  /** Lets go of what was worked out; of a stack that would have been new nothing is left. */
  public void drop(ChangeSet set) {
    if (set.creates()) {
      cloudFormation.deleteStack(request -> request.stackName(set.stackId()));
    } else {
      cloudFormation.deleteChangeSet(request -> request.changeSetName(set.id()));
    }
  }

  /**
   * Makes the changes and tells of each until all are made.
   *
   * @return the stack's outputs
   * @throws DeployException with CloudFormation's first reason, when it goes back to what was
   */
  public Map<String, String> execute(ChangeSet set) throws InterruptedException {
    Instant begin = time.now();
    cloudFormation.executeChangeSet(request -> request.changeSetName(set.id()));
    String status = follow(set.stackId(), begin);
    if (!status.equals("CREATE_COMPLETE") && !status.equals("UPDATE_COMPLETE")) {
      throw new DeployException("the stack was not changed, it is " + status + "; see above");
    }
    return outputs(set.stackId());
  }

  /** The outputs of a stack that is there. */
  public Map<String, String> outputs(String name) {
    Map<String, String> outputs = new LinkedHashMap<>();
    find(name)
        .ifPresent(
            stack -> stack.outputs().forEach(o -> outputs.put(o.outputKey(), o.outputValue())));
    return outputs;
  }

  /** Tells of new events until the stack is at rest; its status then. */
  private String follow(String stackId, Instant begin) throws InterruptedException {
    StackEvents events = new StackEvents(cloudFormation, stackId, begin);
    while (true) {
      events.unseen().forEach(out);
      String status = find(stackId).map(Stack::stackStatusAsString).orElse("DELETE_COMPLETE");
      if (!status.endsWith("_IN_PROGRESS")) {
        events.unseen().forEach(out);
        return status;
      }
      time.pause(PERIOD);
    }
  }

  /**
   * What the stack is made of: the physical ids by the logical ones.
   *
   * @throws DeployException when there is no such stack
   */
  public Map<String, String> resources(String name) {
    if (find(name).isEmpty()) {
      throw new DeployException("there is no stack " + name + " in this account and region");
    }
    Map<String, String> resources = new LinkedHashMap<>();
    for (StackResourceSummary resource :
        cloudFormation
            .listStackResourcesPaginator(request -> request.stackName(name))
            .stackResourceSummaries()) {
      resources.put(resource.logicalResourceId(), String.valueOf(resource.physicalResourceId()));
    }
    return resources;
  }

  /**
   * Takes the stack away, but for what it retains.
   *
   * @throws DeployException when something could not be taken away
   */
  public void delete(String name) throws InterruptedException {
    Stack stack =
        find(name).orElseThrow(() -> new DeployException("there is no stack " + name + " here"));
    Instant begin = time.now();
    cloudFormation.deleteStack(request -> request.stackName(stack.stackId()));
    String status = follow(stack.stackId(), begin);
    if (!status.equals("DELETE_COMPLETE")) {
      throw new DeployException("the stack was not taken away, it is " + status + "; see above");
    }
  }

  @Override
  public void close() {
    cloudFormation.close();
  }
}
