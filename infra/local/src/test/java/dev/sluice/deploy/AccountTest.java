package dev.sluice.deploy;

import static dev.sluice.deploy.ScriptedAws.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an account must have, and what is put into it beside the stack. */
final class AccountTest {
  private final List<String> told = new ArrayList<>();
  private ScriptedAws aws;
  private Account account;

  @BeforeEach
  void start() throws Exception {
    aws = new ScriptedAws();
    account = aws.account();
  }

  @AfterEach
  void stop() {
    account.close();
    aws.close();
  }

  private List<Check> checks(boolean roleComes) {
    return new AccountChecks(account).run(roleComes);
  }

  @Test
  void an_account_in_order_is_said_to_be() {
    assertThat(checks(false)).extracting(Check::state).containsOnly(Check.State.GOOD);
    assertThat(checks(false).getFirst().text()).contains("123456789012", "eu-central-1");
  }

  @Test
  void a_fresh_account_lacks_concurrency_and_the_role_for_logs() {
    aws.on(
        "GetAccountSettings", json("{\"AccountLimit\":{\"UnreservedConcurrentExecutions\":10}}"));
    aws.on("GetAccount", json("{}"));

    List<Check> checks = checks(false);

    assertThat(checks.get(1).state()).isEqualTo(Check.State.NARROW);
    assertThat(checks.get(1).text()).contains("10 functions at a time");
    assertThat(checks.get(2).state()).isEqualTo(Check.State.MISSING);
    assertThat(checks.get(2).fix()).contains("GatewayLogRole=yes");
    assertThat(checks(true).get(2).state()).isEqualTo(Check.State.GOOD);
  }

  @Test
  void more_concurrency_is_asked_for_by_its_quota() {
    aws.on("RequestServiceQuotaIncrease", json("{\"RequestedQuota\":{\"Status\":\"PENDING\"}}"));
    assertThat(new AccountChecks(account).askForConcurrency()).contains("PENDING");
    assertThat(aws.calls("RequestServiceQuotaIncrease").getFirst()).contains("L-B99A9384", "1000");
  }

  @Test
  void what_may_not_be_looked_at_does_not_stop_a_deployment() {
    aws.on("GetAccount", new ScriptedAws.Answer(403, "{\"Message\":\"you may not\"}"));
    Check check = checks(false).get(2);
    assertThat(check.state()).isEqualTo(Check.State.NARROW);
    assertThat(check.text()).contains("you may not");
  }

  @Test
  void credentials_that_do_not_work_are_told_with_what_to_do() {
    aws.on(
        "GetCallerIdentity",
        new ScriptedAws.Answer(
            403,
            "<ErrorResponse><Error><Code>InvalidClientTokenId</Code><Message>bad</Message></Error></ErrorResponse>"));
    assertThatThrownBy(() -> aws.account())
        .isInstanceOf(DeployException.class)
        .hasMessageContaining("aws configure");
  }

  @Test
  void a_region_on_the_command_line_goes_before_the_environments() {
    try (Account elsewhere = Account.of(aws.environment(), Optional.of("eu-west-1"))) {
      assertThat(elsewhere.region()).isEqualTo("eu-west-1");
    }
  }

  @Test
  void secrets_are_stored_encrypted_once_and_only_those_that_are_set() {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("DEEPSEEK_API_KEY", "value-1");
    environment.put("OPENAI_API_KEY", " ");
    environment.put("TOKEN_ISSUERS", "[]");
    environment.put("OTHER_API_KEY", "value-2");
    Map<String, String> secrets = SecretParameters.in(environment, "shop");
    assertThat(secrets.keySet())
        .containsExactly("/shop/stream/DEEPSEEK_API_KEY", "/shop/connect/TOKEN_ISSUERS");

    SecretParameters.store(account, SecretParameters.changed(account, secrets));
    assertThat(SecretParameters.changed(account, secrets)).isEmpty();

    assertThat(aws.parameters).containsEntry("/shop/stream/DEEPSEEK_API_KEY", "value-1");
    assertThat(aws.calls("PutParameter")).hasSize(2).allMatch(c -> c.endsWith("SecureString"));
  }

  @Test
  void packages_are_sent_once_to_a_private_bucket_of_this_account(@TempDir Path folder)
      throws Exception {
    Path zip = Files.writeString(folder.resolve("a.zip"), "code");
    Release release = new Release("Resources: {}", Map.of("functions/a-1.zip", zip), folder);
    try (ArtefactBucket bucket = new ArtefactBucket(account, told::add)) {
      bucket.ensure();
      String url = bucket.send(release);
      int calls = aws.calls.size();
      bucket.ensure();
      assertThat(bucket.send(release)).isEqualTo(url);

      assertThat(aws.calls).hasSize(calls);
      String name = "sluice-artefacts-123456789012-eu-central-1";
      assertThat(bucket.name()).isEqualTo(name);
      assertThat(url).startsWith("https://" + name + ".s3.eu-central-1.amazonaws.com/templates/");
      assertThat(aws.calls("PUT /" + name + "?publicAccessBlock")).hasSize(1);
      assertThat(aws.objects).containsKey("/" + name + "/functions/a-1.zip");
    }
  }

  @Test
  void the_widget_goes_where_the_edge_serves_it_from() {
    try (ArtefactBucket bucket = new ArtefactBucket(account, told::add)) {
      bucket.sendWidget("pages");
    }
    assertThat(aws.objects)
        .containsKeys(
            "/pages/sluice-chat.js", "/pages/sluice-client.js", "/pages/sluice-markdown.js");
  }
}
