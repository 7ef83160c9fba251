package dev.sluice.bench;

import dev.sluice.aws.AwsClients;
import dev.sluice.aws.KeyItems;
import dev.sluice.aws.Table;
import dev.sluice.embedding.MiniLmEmbedder;
import dev.sluice.gateway.Time;
import dev.sluice.index.FolderIndexStore;
import dev.sluice.index.FolderSource;
import dev.sluice.index.IndexProgress;
import dev.sluice.index.Ingest;
import dev.sluice.modelserver.ScriptedModelServer;
import dev.sluice.session.ApiKey;
import dev.sluice.session.KeyHash;
import dev.sluice.session.Limits;
import dev.sluice.session.Permission;
import dev.sluice.session.Principal;
import dev.sluice.session.Subject;
import dev.sluice.session.TenantId;
import dev.sluice.settings.Settings;
import dev.sluice.standin.Stack;
import dev.sluice.standin.StackOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The whole of Sluice for a load: the deployed template, a scripted model, documents of a shop, and
 * a key without limits that matter. In memory; what it writes is deleted at the end. Thread-safe.
 */
final class BenchStack implements AutoCloseable {
  private static final String KEY = "a-key-for-loads";
  private static final TenantId TENANT = new TenantId("shop");

  private final ScriptedModelServer model = ScriptedModelServer.start();
  private final Path folder;
  private final Stack stack;
  private final Settings client;

  /**
   * Starts it.
   *
   * @param documents what is searched
   * @param settings of the functions, over the template's
   * @param processes whether functions run in processes of their own
   */
  BenchStack(List<Path> documents, Map<String, String> settings, boolean processes)
      throws IOException {
    folder = Files.createTempDirectory("sluice-bench-");
    Path index = folder.resolve("index");
    try (MiniLmEmbedder embedder = new MiniLmEmbedder()) {
      new Ingest(
              new FolderIndexStore(index), embedder, folder.resolve("work"), Clock.systemUTC(), 2)
          .run(TENANT, new FolderSource(documents), IndexProgress.NONE);
    }
    Map<String, String> overrides = new HashMap<>();
    overrides.put("INDEX_URI", index.toUri().toString());
    overrides.put("SECRETS_PATH", "");
    overrides.put("CONNECTS_PER_MINUTE", "1000000");
    overrides.put("DEEPSEEK_API_KEY", "scripted");
    overrides.put("DEEPSEEK_BASE_URL", model.url().toString());
    overrides.putAll(settings);
    StackOptions.Builder options =
        StackOptions.of(home().resolve("infra/template.yaml"), Clock.systemUTC())
            .stackName("bench")
            .overrides(overrides);
    stack = Stack.start((processes ? options.processes() : options).build());
    client = new Settings(stack.clientEnvironment());
    Table table =
        new Table(new AwsClients(client).dynamoDb(), stack.tableName("Table"), Time.system());
    new KeyItems(table).put(key());
  }

  /** The project's folder. */
  static Path home() {
    return Path.of(System.getProperty("sluice.home", "../..")).toAbsolutePath().normalize();
  }

  private static ApiKey key() {
    Principal principal =
        new Principal(
            TENANT,
            new Subject("load"),
            EnumSet.allOf(Permission.class),
            false,
            new Limits(1_000_000_000, 1_000_000_000),
            Optional.empty());
    return new ApiKey(KeyHash.of(KEY), "load", principal, List.of(), false, Instant.now());
  }

  ScriptedModelServer model() {
    return model;
  }

  Stack stack() {
    return stack;
  }

  /** The turns that have been recorded. */
  RecordedTurns turns() {
    return new RecordedTurns(new AwsClients(client).dynamoDb(), stack.tableName("Table"));
  }

  /** Where clients connect. */
  URI url() {
    return URI.create(stack.webSocketUri() + "?token=" + KEY);
  }

  @Override
  public void close() throws IOException {
    stack.close();
    model.close();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
