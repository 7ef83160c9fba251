package dev.sluice.e2e;

import dev.sluice.aws.AwsClients;
import dev.sluice.aws.KeyItems;
import dev.sluice.aws.Table;
import dev.sluice.cli.Pages;
import dev.sluice.embedding.MiniLmEmbedder;
import dev.sluice.gateway.Time;
import dev.sluice.index.FolderIndexStore;
import dev.sluice.index.FolderSource;
import dev.sluice.index.IndexProgress;
import dev.sluice.index.Ingest;
import dev.sluice.modelserver.ScriptedModelServer;
import dev.sluice.session.ApiKey;
import dev.sluice.session.KeyHash;
import dev.sluice.session.KeyStore;
import dev.sluice.session.Lease;
import dev.sluice.session.Limits;
import dev.sluice.session.Permission;
import dev.sluice.session.Principal;
import dev.sluice.session.Subject;
import dev.sluice.session.TenantId;
import dev.sluice.settings.Settings;
import dev.sluice.standin.Stack;
import dev.sluice.standin.StackOptions;
import dev.sluice.standin.lambda.AsyncTiming;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/** The whole of Sluice for a test: the deployed template, real functions, a scripted model. */
public final class LocalSluice implements AutoCloseable {
  /** Whose documents are asked about. */
  public static final TenantId TENANT = new TenantId("shop");

  /** A key that may do everything. */
  public static final String KEY = "end-to-end-key";

  /** In the value of a setting: the address of the scripted model. */
  public static final String MODEL = "MODEL_SERVER";

  private final ScriptedModelServer model = ScriptedModelServer.start();
  private final List<String> logs = new CopyOnWriteArrayList<>();
  private final Path index;
  private final Stack stack;
  private final Table table;
  private final KeyStore keys;

  /** Starts with the test's documents, a key that may do everything, and DeepSeek as the model. */
  static LocalSluice start() throws Exception {
    return start(Map.of());
  }

  static LocalSluice start(Map<String, String> settings) throws Exception {
    return start(settings, UnaryOperator.identity());
  }

  /** The same with further options of the stack. */
  public static LocalSluice start(
      Map<String, String> settings, UnaryOperator<StackOptions.Builder> options) throws Exception {
    return new LocalSluice(settings, options);
  }

  /**
   * The same with each function in processes of its own. Lambda's retries come when a lease has
   * just run out; in the cloud they come after a minute, which is later still.
   */
  static LocalSluice inProcesses() throws Exception {
    Duration soon = Lease.DURATION.plus(Lease.CLOCK_SKEW);
    return new LocalSluice(
        Map.of(), options -> options.processes().asyncTiming(new AsyncTiming(soon, soon, soon)));
  }

  /** What functions in processes have written to their logs. */
  List<String> logs() {
    return List.copyOf(logs);
  }

  private LocalSluice(Map<String, String> settings, UnaryOperator<StackOptions.Builder> options)
      throws Exception {
    LogWatch.begin();
    LogWatch.secret(KEY);
    index = Files.createTempDirectory("sluice-e2e-");
    indexDocuments();
    Map<String, String> overrides = new HashMap<>();
    overrides.put("INDEX_URI", index.resolve("index").toUri().toString());
    overrides.put("CONNECTS_PER_MINUTE", "100000");
    overrides.put("FRAME_INTERVAL", "0");
    overrides.put("DEEPSEEK_API_KEY", "test");
    overrides.put("DEEPSEEK_BASE_URL", model.url().toString());
    settings.forEach(
        (name, value) -> overrides.put(name, value.replace(MODEL, model.url().toString())));
    stack =
        Stack.start(
            options
                .apply(
                    StackOptions.of(root().resolve("infra/template.yaml"), Clock.systemUTC())
                        .stackName("e2e")
                        .log((function, line) -> logs.add(line))
                        .overrides(overrides)
                        .pathAliases(Set.of("/ws/query"))
                        .pages(Pages.of(root().resolve("infra/local/shop"), KEY, "")))
                .build());
    Settings client = new Settings(stack.clientEnvironment());
    table = new Table(new AwsClients(client).dynamoDb(), stack.tableName("Table"), Time.system());
    keys = new KeyItems(table);
    keys.put(key(KEY, EnumSet.allOf(Permission.class), false));
  }

  static Path root() {
    return Path.of(System.getProperty("sluice.root", "../.."));
  }

  /** Publishes a snapshot of the test's documents; also while questions run. */
  public synchronized void indexDocuments() throws Exception {
    Path documents = Path.of(LocalSluice.class.getResource("/e2e").toURI());
    try (MiniLmEmbedder embedder = new MiniLmEmbedder()) {
      new Ingest(
              new FolderIndexStore(index.resolve("index")),
              embedder,
              index.resolve("work"),
              Clock.systemUTC(),
              2)
          .run(TENANT, new FolderSource(List.of(documents)), IndexProgress.NONE);
    }
  }

  static ApiKey key(String value, Set<Permission> permissions, boolean disabled) {
    return key(value, permissions, disabled, new Limits(1_000_000, 1_000_000));
  }

  static ApiKey key(String value, Set<Permission> permissions, boolean disabled, Limits limits) {
    Principal principal =
        new Principal(
            TENANT,
            new Subject("subject-of-" + value),
            permissions,
            false,
            limits,
            Optional.empty());
    return new ApiKey(KeyHash.of(value), "test", principal, List.of(), disabled, Instant.now());
  }

  /** Stores a key, replacing what it was. */
  void allow(ApiKey key) {
    keys.put(key);
  }

  /** The one table. */
  public Table table() {
    return table;
  }

  /** The model. */
  public ScriptedModelServer model() {
    return model;
  }

  /** The stack. */
  public Stack stack() {
    return stack;
  }

  /** As an older client connects: {@code ws://localhost:PORT/ws/query?token=…}. */
  public URI olderUrl(String token) {
    return URI.create("ws://localhost:" + stack.port() + "/ws/query?token=" + token);
  }

  PlainClient connect() throws Exception {
    return PlainClient.connect(olderUrl(KEY));
  }

  /** A stream's id. */
  public static String newId() {
    return UUID.randomUUID().toString();
  }

  @Override
  public void close() {
    stack.close();
    model.close();
    List<String> leaked = LogWatch.leaked(logs);
    if (!leaked.isEmpty()) {
      throw new AssertionError("Logs hold what they must not: " + leaked);
    }
  }
}
