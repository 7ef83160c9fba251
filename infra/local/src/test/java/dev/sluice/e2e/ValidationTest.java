package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.gateway.Time;
import dev.sluice.modelserver.Script;
import dev.sluice.protocol.Documents;
import dev.sluice.session.Permission;
import dev.sluice.validate.Finding;
import dev.sluice.validate.Validation;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The checklist for deployments, against good ones and bad ones. */
final class ValidationTest {
  private static LocalSluice sluice;

  @BeforeAll
  static void start() throws Exception {
    sluice = LocalSluice.start();
  }

  @AfterAll
  static void stop() {
    sluice.close();
  }

  private static List<Finding> validate(LocalSluice deployment, String key) throws Exception {
    URI bare = URI.create("ws://localhost:" + deployment.stack().port() + "/ws/query");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return new Validation(
              http,
              new Validation.Target(
                  URI.create(bare + "?token=" + key),
                  bare,
                  "What is your return policy?",
                  Duration.ofSeconds(20)),
              Documents.schemas(),
              Time.system())
          .run(finding -> {});
    }
  }

  private static List<String> failed(List<Finding> findings) {
    return findings.stream().filter(finding -> !finding.passed()).map(Finding::check).toList();
  }

  @Test
  void a_good_deployment_passes_all_checks() throws Exception {
    sluice.model().answerOthersWith(request -> Script.answer("Within 30 days \uD83C\uDFD5 [1]."));
    List<Finding> findings = validate(sluice, LocalSluice.KEY);

    assertThat(findings).hasSize(10);
    assertThat(failed(findings)).isEmpty();
    assertThat(findings).anyMatch(finding -> finding.detail().contains("first text after"));
  }

  @Test
  void without_a_good_key_only_the_connection_is_checked_and_the_reason_is_told() throws Exception {
    List<Finding> findings = validate(sluice, "unknown");

    assertThat(findings).singleElement().matches(finding -> !finding.passed());
    assertThat(findings.getFirst().detail()).contains("401").doesNotContain("unknown=");
    assertThat(findings.getFirst().hint()).contains("sluice key list");
  }

  @Test
  void a_deployment_without_a_model_is_told_apart() throws Exception {
    try (LocalSluice quoting = LocalSluice.start(Map.of("DEEPSEEK_API_KEY", ""))) {
      assertThat(failed(validate(quoting, LocalSluice.KEY)))
          .containsExactly("a model writes the answers");
    }
  }

  @Test
  void a_key_that_may_only_search_gets_no_answer_to_resume() throws Exception {
    sluice.allow(LocalSluice.key("search-only", EnumSet.of(Permission.SEARCH), false));
    List<Finding> findings = validate(sluice, "search-only");

    assertThat(failed(findings))
        .contains("an answer comes in order, each frame as the protocol has it")
        .doesNotContain("bad messages are answered and close nothing");
  }
}
