package dev.sluice.localstack;

import dev.sluice.standin.Stack;
import dev.sluice.standin.StackOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** Against the stand-in with the deployed template. */
final class EmbeddedTest extends AwsSuite {
  private static Stack stack;
  private static Services services;

  @BeforeAll
  static void start() {
    Path template = Path.of(System.getProperty("sluice.root", "../.."), "infra", "template.yaml");
    stack =
        Stack.start(
            StackOptions.of(template, Clock.systemUTC())
                .stackName("suite")
                .secureParameters(Map.of("/suite/stream/DEEPSEEK_API_KEY", Services.SECRET))
                .build());
    Map<String, String> ingest = stack.instanceEnvironment("IngestFunction");
    services =
        new Services(
            stack.clientEnvironment(),
            stack.tableName("Table"),
            URI.create(ingest.get("INDEX_URI")).getAuthority(),
            ingest.get("DEAD_LETTERS_URL"),
            "/suite/stream");
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Override
  Services services() {
    return services;
  }
}
