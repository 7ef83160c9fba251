package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.standin.template.FunctionModel;
import dev.sluice.standin.template.StackIdentity;
import dev.sluice.standin.template.StackModel;
import dev.sluice.standin.template.TemplateLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

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
  void cfn_lint_accepts_the_template() throws Exception {
    Optional<Path> lint = onPath("cfn-lint");
    assumeTrue(lint.isPresent(), "cfn-lint is not on the PATH: pip install cfn-lint");
    assertAccepted(lint.get().toString(), TEMPLATE.toString());
  }

  @Test
  void the_sam_translator_accepts_the_template() throws Exception {
    Optional<Path> python = onPath("cfn-lint").map(lint -> lint.resolveSibling("python"));
    assumeTrue(
        python.isPresent() && Files.isExecutable(python.get()),
        "aws-sam-translator is not installed beside cfn-lint: pip install aws-sam-translator");
    assertAccepted(
        python.get().toString(),
        "-c",
        """
        import json, os, sys
        os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")
        from samtranslator.translator.transform import transform
        from samtranslator.yaml_helper import yaml_parse
        template = yaml_parse(open(sys.argv[1]).read())
        for resource in template["Resources"].values():
            if resource["Type"] == "AWS::Serverless::Function":
                resource["Properties"]["CodeUri"] = "s3://bucket/function.zip"
        class Policies:
            def load(self):
                return {}
        print(len(json.dumps(transform(template, {}, Policies()))))
        """,
        TEMPLATE.toString());
  }

  private static void assertAccepted(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
  }

  private static Optional<Path> onPath(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
