package dev.sluice.cli;

import dev.sluice.gateway.Time;
import dev.sluice.protocol.FrameSchemas;
import dev.sluice.validate.Finding;
import dev.sluice.validate.Validation;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Goes through a checklist against a deployment. */
@Command(
    name = "validate",
    description = {
      "Check a deployment from outside: who may connect, frames, resuming, cancelling, limits.",
      "It asks some six questions, which a model is paid for. Fails when a check does."
    },
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Mixin private ServerOptions server = new ServerOptions();

  @Parameters(
      arity = "0..1",
      paramLabel = "URL",
      description = "The WebSocket's address (default: the local stack's).")
  private @Nullable URI url;

  @Option(
      names = "--question",
      paramLabel = "Q",
      defaultValue = "What is your return policy?",
      description = "What to ask (default: ${DEFAULT-VALUE}).")
  private String question = "";

  @Override
  public Integer call() throws InterruptedException {
    URI bare = server.bare(url);
    FrameSchemas schemas = FrameSchemas.of(LocalStack.home().resolve("docs/asyncapi.yaml"));
    try (HttpClient http = HttpClient.newHttpClient()) {
      List<Finding> findings =
          new Validation(
                  http,
                  new Validation.Target(server.withKey(bare), bare, question, PATIENCE),
                  schemas,
                  Time.system())
              .run(ValidateCommand::print);
      long failed = findings.stream().filter(finding -> !finding.passed()).count();
      System.out.printf("%d checks, %d failed%n", findings.size(), failed);
      return failed == 0 ? 0 : 1;
    }
  }

  private static void print(Finding finding) {
    System.out.printf(
        "%s %6d ms  %s%s%n",
        finding.passed() ? "pass" : "FAIL",
        finding.millis(),
        finding.check(),
        finding.detail().isEmpty() ? "" : ": " + finding.detail());
    if (!finding.hint().isEmpty()) {
      System.out.println("                hint: " + finding.hint());
    }
  }
}
