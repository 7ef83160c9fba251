package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.aws.EmfMetrics;
import dev.sluice.deploy.PackagedTemplate;
import dev.sluice.deploy.Retained;
import dev.sluice.log.Metric;
import dev.sluice.standin.template.FunctionModel;
import dev.sluice.standin.template.StackIdentity;
import dev.sluice.standin.template.StackModel;
import dev.sluice.standin.template.TemplateLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The deployed template and the code agree, and validators accept the template. */
final class TemplateTest {
  private static final Path ROOT = Path.of(System.getProperty("sluice.root", "../.."));
  private static final Path TEMPLATE = ROOT.resolve("infra/template.yaml");

  /** What functions read beside what the template sets: the platform's, and rarely changed ones. */
  private static final Set<String> NOT_IN_THE_TEMPLATE =
      Set.of(
          "AWS_REGION",
          "AWS_ACCESS_KEY_ID",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "AWS_ENDPOINT_URL_",
          "AWS_ENDPOINT_URL_SSM",
          "EMBED_THREADS",
          "WORK_DIR",
          "DEEPSEEK_PREFIX",
          "FAILED_MODEL_PAUSE");

  private static final Pattern READ =
      Pattern.compile(
          "settings\\s*\\.(?:text|required|requiredUri|uri|integer|duration|flag)\\(\\s*\"([A-Z0-9_]+)\"");

  private static StackModel model() {
    return new TemplateLoader(StackIdentity.local("test"), Map.of()).load(TEMPLATE);
  }

  @Test
  void each_handler_is_a_class_with_a_constructor_that_lambda_can_call() throws Exception {
    for (FunctionModel function : model().functions().values()) {
      String name = function.handler().replaceFirst("::.*", "");
      assertThat(Class.forName(name).getConstructor()).as(name).isNotNull();
    }
  }

  @Test
  void each_setting_that_functions_read_is_in_the_template() throws Exception {
    Set<String> set =
        model().functions().values().stream()
            .flatMap(function -> function.environment().keySet().stream())
            .collect(Collectors.toSet());
    set.addAll(NOT_IN_THE_TEMPLATE);
    assertThat(set).containsAll(settingsRead());
  }

  private static Set<String> settingsRead() throws IOException {
    try (Stream<Path> files =
        Stream.concat(Files.walk(ROOT.resolve("functions")), Files.walk(ROOT.resolve("shared")))) {
      return files
          .filter(file -> file.toString().contains("src/main") && file.toString().endsWith(".java"))
          .flatMap(TemplateTest::settingsIn)
          .collect(Collectors.toSet());
    }
  }

  private static Stream<String> settingsIn(Path file) {
    try {
      Matcher matcher = READ.matcher(Files.readString(file));
      return matcher.results().map(result -> result.group(1)).toList().stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void what_destroying_keeps_is_what_the_template_retains() throws Exception {
    String text = Files.readString(TEMPLATE);
    List<String> retained =
        Pattern.compile("(?m)^  ([A-Za-z]+):\\n(?:    .*\\n)*?    DeletionPolicy: Retain$")
            .matcher(text)
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(retained).containsExactlyInAnyOrderElementsOf(Retained.NAMES);
  }

  @Test
  void each_parameter_is_described_and_in_a_group_of_the_consoles_form() throws Exception {
    String text = Files.readString(TEMPLATE);
    String form = text.substring(text.indexOf("ParameterGroups:"), text.indexOf("\nParameters:"));
    Map<String, String> parameters =
        Pattern.compile("(?m)^  ([A-Za-z]+): (\\{Type: .*)$")
            .matcher(text.substring(0, text.indexOf("\nRules:")))
            .results()
            .collect(Collectors.toMap(m -> m.group(1), m -> m.group(2)));
    assertThat(parameters).hasSizeGreaterThan(30);
    parameters.forEach(
        (name, declared) -> {
          assertThat(declared).as(name).contains("Description: ");
          assertThat(form).containsPattern("[\\[ ]" + name + "[],]");
        });
  }

  @Test
  void alarms_watch_metrics_that_the_code_writes() throws Exception {
    List<String> written = Arrays.stream(Metric.values()).map(Metric::title).toList();
    Pattern watched =
        Pattern.compile("Namespace: " + EmfMetrics.NAMESPACE + ",?\\s+MetricName: ([A-Za-z]+)");
    List<String> names =
        watched.matcher(Files.readString(TEMPLATE)).results().map(m -> m.group(1)).toList();
    assertThat(names).hasSizeGreaterThanOrEqualTo(5);
    assertThat(written).containsAll(names);
  }

  @Test
  void with_everything_switched_on_the_template_still_runs_locally() {
    Map<String, String> all =
        Map.of(
            "Edge", "yes",
            "Dashboard", "yes",
            "GatewayLogRole", "yes",
            "AlarmEmail", "ops@shop.example",
            "DomainName", "chat.shop.example",
            "CertificateArn", "arn:aws:acm:eu-central-1:123456789012:certificate/1",
            "BedrockModel", "some.model");
    StackModel model = new TemplateLoader(StackIdentity.local("test"), all).load(TEMPLATE);
    assertThat(model.functions()).hasSize(6);
    assertThat(model.buckets()).containsKey("WidgetBucket");
  }

  @Test
  void cfn_lint_accepts_the_template_and_the_packaged_one(@TempDir Path folder) throws Exception {
    TemplateTools.run("cfn-lint", TEMPLATE.toString());
    TemplateTools.run("cfn-lint", packaged(folder).toString());
  }

  @Test
  void the_sam_translator_accepts_the_packaged_template(@TempDir Path folder) throws Exception {
    assertThat(TemplateTools.transformed(packaged(folder), Map.of())).exists();
  }

  @Test
  void a_changed_setting_publishes_new_versions_of_the_functions_that_read_it(@TempDir Path folder)
      throws Exception {
    Path template = packaged(folder);
    Set<String> before = versions(template, Map.of());
    assertThat(before).hasSize(6);
    assertThat(changed(before, versions(template, Map.of("FrameInterval", "50ms"))))
        .containsExactly("StreamFunction");
    assertThat(changed(before, versions(template, Map.of("Edge", "yes"))))
        .containsExactly("ConnectFunction");
    assertThat(changed(before, versions(template, Map.of("AlarmEmail", "a@b.example")))).isEmpty();
  }

  private static Set<String> versions(Path template, Map<String, String> parameters)
      throws Exception {
    JsonNode resources =
        new ObjectMapper()
            .readTree(TemplateTools.transformed(template, parameters).toFile())
            .path("Resources");
    return resources
        .propertyStream()
        .filter(resource -> resource.getValue().path("Type").asText().endsWith("Lambda::Version"))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  private static List<String> changed(Set<String> before, Set<String> after) {
    return after.stream()
        .filter(version -> !before.contains(version))
        .map(version -> version.replaceFirst("Version.*", ""))
        .toList();
  }

  @Test
  void checkov_finds_nothing_that_is_not_explained(@TempDir Path folder) throws Exception {
    TemplateTools.require("checkov");
    Path transformed = TemplateTools.transformed(packaged(folder), Map.of());
    TemplateTools.run(
        "checkov",
        "--config-file",
        ROOT.resolve("infra/.checkov.yaml").toString(),
        "-f",
        transformed.toString());
  }

  /** The template as it is installed, with packages that need not exist. */
  private static Path packaged(Path folder) throws IOException {
    String template = Files.readString(TEMPLATE);
    Map<String, String> keys =
        PackagedTemplate.modules(template).stream()
            .collect(Collectors.toMap(m -> m, m -> "functions/" + m + "-0123.zip"));
    return Files.writeString(folder.resolve("template.yaml"), PackagedTemplate.of(template, keys));
  }
}
