package dev.sluice.cli;

import static dev.sluice.deploy.ScriptedAws.json;
import static dev.sluice.deploy.ScriptedAws.refused;
import static dev.sluice.deploy.ScriptedAws.xml;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.aws.KeyItems;
import dev.sluice.aws.LocalDynamoDb;
import dev.sluice.deploy.ScriptedAws;
import dev.sluice.deploy.SmallBuild;
import dev.sluice.gateway.FakeTime;
import dev.sluice.session.TenantId;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Deploying and destroying as a person does it, into an account that a test plays. */
final class DeployCommandTest {
  private static final String MODEL_KEY = "the-key-of-a-model";

  @RegisterExtension static final LocalDynamoDb db = new LocalDynamoDb();

  @TempDir private Path home;
  private ScriptedAws aws;
  private Map<String, String> environment;

  @BeforeEach
  void start() throws Exception {
    aws = new ScriptedAws();
    SmallBuild.in(home, "v1");
    environment = aws.environment();
    environment.put("AWS_ENDPOINT_URL_DYNAMODB", db.environment().get("AWS_ENDPOINT_URL_DYNAMODB"));
    environment.put("DEEPSEEK_API_KEY", MODEL_KEY);
    aws.on("ValidateTemplate", xml("ValidateTemplate", ""));
    aws.on("CreateChangeSet", xml("CreateChangeSet", "<Id>set-1</Id>"));
    aws.on("ExecuteChangeSet", xml("ExecuteChangeSet", ""));
    aws.on("DeleteStack", xml("DeleteStack", ""));
    aws.on("DescribeStackEvents", xml("DescribeStackEvents", ""));
    aws.on(
        "DescribeChangeSet",
        xml(
            "DescribeChangeSet",
            "<StackId>arn</StackId><Status>CREATE_COMPLETE</Status><Changes><member>"
                + "<ResourceChange><Action>Add</Action><LogicalResourceId>Table</LogicalResourceId>"
                + "</ResourceChange></member></Changes>"));
    aws.on("DescribeStacks", missing(), missing(), stack("CREATE_COMPLETE"));
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  private static ScriptedAws.Answer missing() {
    return refused("Stack with id sluice does not exist");
  }

  private static ScriptedAws.Answer stack(String status) {
    return xml(
        "DescribeStacks",
        "<Stacks><member><StackName>sluice</StackName><StackId>arn</StackId><StackStatus>"
            + status
            + "</StackStatus><Outputs>"
            + output("TableName", LocalDynamoDb.TABLE)
            + output("WebSocketUrl", "wss://api.example/live")
            + output("WidgetUrl", "https://edge.example/sluice-chat.js")
            + output("WidgetBucketName", "pages")
            + "</Outputs></member></Stacks>");
  }

  private static String output(String key, String value) {
    return "<member><OutputKey>%s</OutputKey><OutputValue>%s</OutputValue></member>"
        .formatted(key, value);
  }

  @Test
  void one_command_installs_all_and_says_what_to_embed() throws Exception {
    try (CommandProcess deploy =
        CommandProcess.start(
            home,
            environment,
            "deploy",
            "--yes",
            "--tenant",
            "deployed",
            "--origin",
            "https://shop.example/path")) {
      assertThat(deploy.exitCode()).as("%s", deploy.lines()).isZero();

      String key = deploy.lines().stream().filter(l -> l.startsWith("key ")).findFirst().orElse("");
      String value = key.replaceAll("key +(slk_\\S+).*", "$1");
      assertThat(deploy.lines())
          .anyMatch(line -> line.contains("Add") && line.contains("Table"))
          .contains("websocket  wss://api.example/live")
          .contains(
              "embed      <script src=\"https://edge.example/sluice-chat.js\""
                  + " data-url=\"wss://api.example/live\" data-key=\""
                  + value
                  + "\" async></script>")
          .noneMatch(line -> line.contains(MODEL_KEY));
    }
    assertThat(aws.parameters).containsEntry("/sluice/stream/DEEPSEEK_API_KEY", MODEL_KEY);
    assertThat(aws.objects).containsKey("/pages/sluice-chat.js");
    assertThat(new KeyItems(db.table(new FakeTime())).list(new TenantId("deployed")))
        .singleElement()
        .satisfies(key -> assertThat(key.origins()).containsExactly("https://shop.example"))
        .satisfies(key -> assertThat(key.principal().isPublic()).isTrue());
  }

  @Test
  void who_does_not_agree_has_changed_nothing() throws Exception {
    try (CommandProcess deploy = CommandProcess.start(home, environment, "deploy")) {
      deploy.type("n");
      assertThat(deploy.exitCode()).isEqualTo(1);
      assertThat(deploy.lines()).anyMatch(line -> line.contains("nothing was changed"));
    }
    assertThat(aws.calls("ExecuteChangeSet")).isEmpty();
    assertThat(aws.calls("DeleteStack")).as("the empty stack of the change set").hasSize(1);
    assertThat(aws.parameters).isEmpty();
  }

  @Test
  void an_account_without_the_role_for_logs_is_not_deployed_to_unless_it_is_mended()
      throws Exception {
    aws.on("GetAccount", json("{}"));
    try (CommandProcess deploy = CommandProcess.start(home, environment, "deploy", "--yes")) {
      deploy.type("n");
      assertThat(deploy.exitCode()).isEqualTo(1);
    }
    assertThat(aws.calls("CreateChangeSet")).isEmpty();
    try (CommandProcess deploy =
        CommandProcess.start(home, environment, "deploy", "--yes", "--fix")) {
      assertThat(deploy.exitCode()).as("%s", deploy.lines()).isZero();
    }
    assertThat(aws.calls("CreateChangeSet").getFirst())
        .contains("ParameterKey=GatewayLogRole", "ParameterValue=yes");
  }

  @Test
  void a_stack_is_taken_away_only_when_its_name_is_typed_and_what_stays_is_told() throws Exception {
    aws.on(
        "ListStackResources",
        xml(
            "ListStackResources",
            "<StackResourceSummaries><member><LogicalResourceId>Table</LogicalResourceId>"
                + "<PhysicalResourceId>the-table</PhysicalResourceId></member>"
                + "<member><LogicalResourceId>ChatApi</LogicalResourceId>"
                + "<PhysicalResourceId>the-api</PhysicalResourceId></member>"
                + "</StackResourceSummaries>"));
    aws.on("DescribeStacks", stack("CREATE_COMPLETE"));
    try (CommandProcess destroy = CommandProcess.start(home, environment, "destroy")) {
      destroy.type("yes");
      assertThat(destroy.exitCode()).isEqualTo(1);
      assertThat(destroy.lines())
          .contains("keeps  Table  the-table")
          .noneMatch(line -> line.contains("the-api"));
    }
    assertThat(aws.calls("DeleteStack")).isEmpty();
    aws.on(
        "DescribeStacks",
        stack("CREATE_COMPLETE"),
        stack("CREATE_COMPLETE"),
        stack("DELETE_COMPLETE"));
    try (CommandProcess destroy = CommandProcess.start(home, environment, "destroy")) {
      destroy.type("sluice");
      assertThat(destroy.exitCode()).as("%s", destroy.lines()).isZero();
    }
    assertThat(aws.calls("DeleteStack")).hasSize(1);
  }
}
