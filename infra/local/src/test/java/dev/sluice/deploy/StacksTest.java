package dev.sluice.deploy;

import static dev.sluice.deploy.ScriptedAws.refused;
import static dev.sluice.deploy.ScriptedAws.xml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.gateway.FakeTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What CloudFormation is asked for, and what is made of its answers. */
final class StacksTest {
  private static final String ARN = "arn:aws:cloudformation:eu-central-1:123456789012:stack/shop/1";
  private static final StackRequest REQUEST =
      new StackRequest("shop", "https://bucket.example/t.yaml", Map.of("Edge", "yes"));

  private final List<String> told = new ArrayList<>();
  private ScriptedAws aws;
  private Account account;
  private Stacks stacks;

  @BeforeEach
  void start() throws Exception {
    aws = new ScriptedAws();
    account = aws.account();
    stacks = new Stacks(account, new FakeTime(), told::add);
    aws.on(
        "ValidateTemplate",
        xml(
            "ValidateTemplate",
            "<Parameters><member><ParameterKey>Edge</ParameterKey></member>"
                + "<member><ParameterKey>Models</ParameterKey></member></Parameters>"));
    aws.on("CreateChangeSet", xml("CreateChangeSet", "<Id>set-1</Id>"));
    aws.on("DeleteChangeSet", xml("DeleteChangeSet", ""));
    aws.on("DeleteStack", xml("DeleteStack", ""));
    aws.on("ExecuteChangeSet", xml("ExecuteChangeSet", ""));
    aws.on("DescribeStackEvents", xml("DescribeStackEvents", "<StackEvents></StackEvents>"));
  }

  @AfterEach
  void stop() {
    stacks.close();
    account.close();
    aws.close();
  }

  private static ScriptedAws.Answer stack(String status) {
    return xml(
        "DescribeStacks",
        "<Stacks><member><StackName>shop</StackName><StackId>"
            + ARN
            + "</StackId><StackStatus>"
            + status
            + "</StackStatus><Parameters><member><ParameterKey>Models</ParameterKey>"
            + "<ParameterValue>gemini</ParameterValue></member></Parameters>"
            + "<Outputs><member><OutputKey>TableName</OutputKey><OutputValue>t</OutputValue>"
            + "</member></Outputs></member></Stacks>");
  }

  private static ScriptedAws.Answer set(String status, String reason, String changes) {
    return xml(
        "DescribeChangeSet",
        "<ChangeSetId>set-1</ChangeSetId><StackId>%s</StackId><Status>%s</Status>"
                .formatted(ARN, status)
            + "<StatusReason>%s</StatusReason><Changes>%s</Changes>".formatted(reason, changes));
  }

  private static String change(String action, String id, String replacement) {
    return "<member><ResourceChange><Action>%s</Action><LogicalResourceId>%s</LogicalResourceId>"
            .formatted(action, id)
        + "<ResourceType>AWS::SQS::Queue</ResourceType><Replacement>%s</Replacement>"
            .formatted(replacement)
        + "</ResourceChange></member>";
  }

  private static ScriptedAws.Answer event(String id, String status, String reason) {
    return xml(
        "DescribeStackEvents",
        "<StackEvents><member><EventId>%s</EventId><LogicalResourceId>Table</LogicalResourceId>"
                .formatted(id)
            + "<Timestamp>2026-03-01T12:00:01Z</Timestamp><ResourceType>T</ResourceType>"
            + "<ResourceStatus>%s</ResourceStatus><ResourceStatusReason>%s</ResourceStatusReason>"
                .formatted(status, reason)
            + "</member><member><EventId>old</EventId><Timestamp>2026-03-01T11:59:59Z</Timestamp>"
            + "<ResourceStatus>OLD</ResourceStatus></member></StackEvents>");
  }

  private void existing(String status) {
    aws.on("DescribeStacks", stack(status));
  }

  @Test
  void a_new_stack_is_created_and_its_changes_are_shown_before() throws Exception {
    aws.on("DescribeStacks", refused("Stack with id shop does not exist"));
    aws.on(
        "DescribeChangeSet",
        set("CREATE_IN_PROGRESS", "", ""),
        set("CREATE_COMPLETE", "", change("Add", "Table", "")));

    ChangeSet set = stacks.prepare(REQUEST).orElseThrow();

    assertThat(set.creates()).isTrue();
    assertThat(set.changes()).singleElement().asString().contains("Add", "Table");
    assertThat(aws.calls("CreateChangeSet").getFirst())
        .contains("ChangeSetType=CREATE", "CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND")
        .doesNotContain("UsePreviousValue");
    assertThat(aws.calls("ExecuteChangeSet")).isEmpty();
  }

  @Test
  void a_parameter_that_is_not_given_keeps_its_value_and_a_new_one_has_its_default()
      throws Exception {
    existing("UPDATE_COMPLETE");
    aws.on("DescribeChangeSet", set("CREATE_COMPLETE", "", change("Modify", "Table", "True")));

    ChangeSet set = stacks.prepare(REQUEST).orElseThrow();

    assertThat(set.changes().getFirst()).contains("REPLACED");
    assertThat(aws.calls("CreateChangeSet").getFirst())
        .contains("ChangeSetType=UPDATE")
        .contains("ParameterKey=Edge", "ParameterValue=yes")
        .contains("ParameterKey=Models", "UsePreviousValue=true");
  }

  @Test
  void when_nothing_changes_nothing_is_left_over() throws Exception {
    existing("CREATE_COMPLETE");
    aws.on(
        "DescribeChangeSet",
        set("FAILED", "The submitted information didn't contain changes.", ""));

    assertThat(stacks.prepare(REQUEST)).isEqualTo(Optional.empty());
    assertThat(aws.calls("DeleteChangeSet")).hasSize(1);
  }

  @Test
  void what_cloudformation_does_not_take_is_told_with_its_reason() {
    existing("CREATE_COMPLETE");
    aws.on("DescribeChangeSet", set("FAILED", "Transform failed: no such thing", ""));

    assertThatThrownBy(() -> stacks.prepare(REQUEST))
        .isInstanceOf(DeployException.class)
        .hasMessageContaining("Transform failed: no such thing");
  }

  @Test
  void a_stack_that_was_never_finished_or_is_being_changed_is_not_touched() {
    existing("ROLLBACK_COMPLETE");
    assertThatThrownBy(() -> stacks.prepare(REQUEST)).hasMessageContaining("sluice destroy");
    existing("UPDATE_IN_PROGRESS");
    assertThatThrownBy(() -> stacks.prepare(REQUEST)).hasMessageContaining("is being changed");
    assertThat(aws.calls("CreateChangeSet")).isEmpty();
  }

  @Test
  void changes_are_followed_and_each_event_is_told_once() throws Exception {
    aws.on("DescribeStackEvents", event("1", "CREATE_IN_PROGRESS", ""));
    aws.on("DescribeStacks", stack("UPDATE_IN_PROGRESS"), stack("UPDATE_COMPLETE"));

    Map<String, String> outputs = stacks.execute(new ChangeSet("set-1", ARN, false, List.of()));

    assertThat(outputs).containsEntry("TableName", "t");
    assertThat(told).singleElement().asString().contains("CREATE_IN_PROGRESS", "Table");
  }

  @Test
  void a_stack_that_goes_back_is_a_failure_and_its_reason_was_told() {
    aws.on("DescribeStackEvents", event("1", "CREATE_FAILED", "the quota is used up"));
    aws.on("DescribeStacks", stack("ROLLBACK_COMPLETE"));

    assertThatThrownBy(() -> stacks.execute(new ChangeSet("set-1", ARN, true, List.of())))
        .isInstanceOf(DeployException.class)
        .hasMessageContaining("ROLLBACK_COMPLETE");
    assertThat(told).singleElement().asString().contains("the quota is used up");
  }

  @Test
  void of_a_new_stack_that_is_not_wanted_nothing_is_left() {
    stacks.drop(new ChangeSet("set-1", ARN, true, List.of()));
    assertThat(aws.calls("DeleteStack")).hasSize(1);
    stacks.drop(new ChangeSet("set-1", ARN, false, List.of()));
    assertThat(aws.calls("DeleteChangeSet")).hasSize(1);
    assertThat(aws.calls("DeleteStack")).hasSize(1);
  }

  @Test
  void a_stack_is_taken_away_and_one_that_is_not_there_is_said_not_to_be() throws Exception {
    aws.on("DescribeStacks", stack("CREATE_COMPLETE"), stack("DELETE_COMPLETE"));
    stacks.delete("shop");
    assertThat(aws.calls("DeleteStack")).hasSize(1);

    aws.on("DescribeStacks", refused("Stack with id shop does not exist"));
    assertThatThrownBy(() -> stacks.resources("shop")).hasMessageContaining("no stack shop");
    assertThatThrownBy(() -> stacks.delete("shop")).hasMessageContaining("no stack shop");
  }
}
