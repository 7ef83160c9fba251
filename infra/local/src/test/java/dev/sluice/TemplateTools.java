package dev.sluice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Other people's judges of templates, where they are installed. */
final class TemplateTools {
  private static final String TRANSFORM =
      """
      import json, os, sys
      os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")
      from samtranslator.translator.transform import transform
      from samtranslator.yaml_helper import yaml_parse
      class Policies:
          def load(self):
              return {}
      template = yaml_parse(open(sys.argv[1]).read())
      with open(sys.argv[2], "w") as out:
          json.dump(transform(template, json.loads(sys.argv[3]), Policies()), out)
      """;

  private TemplateTools() {}

  /** The program; without it the test is skipped and says how to get it. */
  static Path require(String program) {
    Optional<Path> found =
        Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
            .map(folder -> Path.of(folder, program))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(found.isPresent(), program + " is not on the PATH: pip install " + program);
    return found.orElseThrow();
  }

  /** Runs a judge, who must be content. */
  static void run(String program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(require(program).toString()));
    command.addAll(List.of(arguments));
    run(command);
  }

  /** What CloudFormation makes of the template with these parameters. */
  static Path transformed(Path template, Map<String, String> parameters) throws Exception {
    Path python = require("cfn-lint").resolveSibling("python");
    assumeTrue(
        Files.isExecutable(python),
        "aws-sam-translator is not installed beside cfn-lint: pip install aws-sam-translator");
    Path out = template.resolveSibling("transformed.json");
    String given = new ObjectMapper().writeValueAsString(parameters);
    run(List.of(python.toString(), "-c", TRANSFORM, template.toString(), out.toString(), given));
    return out;
  }

  private static void run(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
  }
}
