package dev.sluice.cli;

import dev.sluice.aws.KeyItems;
import dev.sluice.aws.Table;
import dev.sluice.session.KeyStore;
import dev.sluice.session.TenantId;
import dev.sluice.standin.Stack;
import dev.sluice.standin.StackOptions;
import dev.sluice.standin.StaticContent;
import dev.sluice.standin.Step;
import dev.sluice.standin.dynamodb.LocalDynamoDb;
import dev.sluice.standin.fault.FaultPlan;
import dev.sluice.standin.template.StackIdentity;
import dev.sluice.standin.template.StackModel;
import dev.sluice.standin.template.TableModel;
import dev.sluice.standin.template.TemplateLoader;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** Sluice on the stand-in: which template, which paths, which variables. */
final class LocalStack {
  /** The tenant of the sample shop. */
  static final String DEMO = "demo";

  /** Where older clients find the WebSocket. */
  static final String OLDER_PATH = "/ws/query";

  private static final String TABLE = "Table";
  private static final String STACK_NAME = "sluice";

  private LocalStack() {}

  /** The folder of the project, as the launcher says. */
  static Path home() {
    return Path.of(System.getProperty("sluice.home", ".")).toAbsolutePath().normalize();
  }

  static TenantId demo() {
    return new TenantId(DEMO);
  }

  static Path template() {
    return home().resolve("infra/template.yaml");
  }

  /** What a start needs to know. */
  record Start(
      int port,
      Optional<Path> data,
      Path index,
      Map<String, String> environment,
      StaticContent pages,
      boolean processes,
      FaultPlan faults,
      Consumer<Step> progress) {}

  static Stack start(Start start) {
    Map<String, String> overrides = new HashMap<>(start.environment());
    overrides.put("INDEX_URI", start.index().toUri().toString());
    Path documents = start.index().resolveSibling("documents");
    overrides.putIfAbsent("DOCUMENTS_URI", documents.toUri().toString());
    overrides.putIfAbsent("FEEDS_URI", start.index().resolveSibling("feeds").toUri().toString());
    overrides.putIfAbsent("SECRETS_PATH", ""); // keys are in the caller's environment
    overrides.putIfAbsent("CONNECTS_PER_MINUTE", "1000000");
    StackOptions.Builder options =
        StackOptions.of(template(), Clock.systemUTC())
            .stackName(STACK_NAME)
            .parameters(parameters(start.data().isPresent()))
            .port(start.port())
            .overrides(overrides)
            .pathAliases(Set.of(OLDER_PATH))
            .pages(start.pages())
            .faults(start.faults())
            .log((function, line) -> System.out.println(line))
            .progress(start.progress());
    start.data().ifPresent(options::dataFolder);
    if (start.processes()) {
      options.processes();
    }
    return Stack.start(options.build());
  }

  /** Feeds are looked at, unless nothing is kept: then the index may be another stack's. */
  static Map<String, String> parameters(boolean keeps) {
    return Map.of("Feeds", keeps ? "ENABLED" : "DISABLED");
  }

  static String table(Stack stack) {
    return stack.tableName(TABLE);
  }

  static KeyStore keys(Stack stack) {
    return new KeyItems(Tables.local(stack.dynamoDbEndpoint().orElseThrow(), table(stack)));
  }

  /** Works with the table of the stack that runs on the folder, or of the folder itself. */
  static <T> T withTable(DataFolder data, Function<Table, T> work) {
    Optional<DataFolder.Running> running = data.running();
    if (running.isPresent()) {
      return work.apply(Tables.local(running.get().dynamoDb(), running.get().table()));
    }
    data.lock();
    StackModel model =
        new TemplateLoader(StackIdentity.local(STACK_NAME), Map.of()).load(template());
    TableModel table = Objects.requireNonNull(model.tables().get(TABLE), TABLE);
    try (LocalDynamoDb dynamoDb = LocalDynamoDb.open(Optional.of(data.dynamoDb()))) {
      dynamoDb.start(List.of());
      dynamoDb.createTables(List.of(table), StackIdentity.local(STACK_NAME).region());
      URI endpoint = dynamoDb.endpoint();
      return work.apply(Tables.local(endpoint, table.name()));
    }
  }
}
