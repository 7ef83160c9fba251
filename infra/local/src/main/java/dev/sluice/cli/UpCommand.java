package dev.sluice.cli;

import dev.sluice.index.FolderIndexStore;
import dev.sluice.session.ApiKey;
import dev.sluice.standin.Stack;
import dev.sluice.standin.fault.FaultException;
import dev.sluice.standin.fault.FaultPlan;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the local stack until it is told to stop. */
@Command(
    name = "up",
    description = {
      "Run everything on this machine: the gateway, the functions, the table, the demo page.",
      "The first start indexes the sample shop."
    },
    mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
  private static final int MAX_PORT = 65_535;

  @Mixin private DataOption data = new DataOption();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "9001",
      description = "The port on 127.0.0.1; 0 for any (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(names = "--in-memory", description = "Keep nothing; for load tests.")
  private boolean inMemory;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "Use this development key; older scripts carry fixed ones.")
  private @Nullable String key;

  @Option(
      names = "--index",
      arity = "1..*",
      paramLabel = "PATH",
      description = "Index these folders and files instead of the sample shop.")
  private List<Path> index = List.of();

  @Option(
      names = "--processes",
      description = "Run each function in processes of its own, from its package, as Lambda does.")
  private boolean processes;

  @Option(
      names = "--faults",
      paramLabel = "FILE",
      description = "Let go wrong what this JSON says; see docs/local-stack.md.")
  private @Nullable Path faults;

  /** What the terminal shows; functions write to a log instead. */
  private final PrintStream out = System.out;

  private final long begin = System.nanoTime();

  /** What the process ends with when it is told to stop, or has failed after its start. */
  private final AtomicInteger exitCode = new AtomicInteger();

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > MAX_PORT) {
      throw new CommandFailure("expected --port from 0 to " + MAX_PORT + " but got " + port);
    }
    String given = key == null ? "" : Keys.given(key);
    FaultPlan plan = plan();
    DataFolder folder = inMemory ? Folders.temporary() : data.open();
    try {
      run(folder, given, plan);
      return 0;
    } catch (RuntimeException e) {
      exitCode.set(1);
      if (inMemory) {
        Folders.delete(folder.path());
      }
      throw e;
    }
  }

  private void run(DataFolder folder, String given, FaultPlan plan) throws InterruptedException {
    folder.lock();
    System.setOut(log(folder));
    CompletableFuture<List<String>> models =
        CompletableFuture.supplyAsync(() -> ModelLines.of(System.getenv()));
    Path indexed = index(folder);
    String developmentKey = developmentKey(folder, given);
    Stack stack = start(folder, indexed, developmentKey, plan);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stack, folder, stopped)));
    ApiKey made =
        Keys.development(
            LocalStack.demo(), developmentKey, Instant.now().truncatedTo(ChronoUnit.MILLIS));
    Keys.ensure(LocalStack.keys(stack), made);
    announce(folder, stack, developmentKey, models.join());
    stopped.await();
  }

  private Stack start(DataFolder folder, Path indexed, String developmentKey, FaultPlan plan) {
    return LocalStack.start(
        new LocalStack.Start(
            port,
            inMemory ? Optional.empty() : Optional.of(folder.path()),
            indexed,
            System.getenv(),
            Pages.of(
                LocalStack.home().resolve("infra/local/shop"),
                developmentKey,
                index.isEmpty() ? "/products.jsonl" : ""),
            processes,
            plan,
            step -> step(step.name(), step.millis())));
  }

  private FaultPlan plan() {
    if (faults == null) {
      return FaultPlan.NONE;
    }
    try {
      return FaultPlan.parse(Files.readString(faults));
    } catch (IOException e) {
      throw new CommandFailure("cannot read " + faults + ": " + DataFolder.reason(e), e);
    } catch (FaultException e) {
      throw new CommandFailure(faults + ": " + e.getMessage(), e);
    }
  }

  /** Where the index is; made if the tenant has none, or if other documents are wanted. */
  private Path index(DataFolder folder) {
    Path shared = data.path().resolve("index");
    if (index.isEmpty() && hasIndex(folder.index())) {
      return folder.index();
    }
    if (index.isEmpty() && inMemory && hasIndex(shared)) {
      return shared.toAbsolutePath().normalize();
    }
    Path shop = LocalStack.home().resolve("infra/local/shop");
    List<Path> paths =
        index.isEmpty() ? List.of(shop.resolve("products.jsonl"), shop.resolve("pages")) : index;
    long from = System.nanoTime();
    Indexing.print(
        Indexing.ofStack(folder, System.err)
            .run(LocalStack.demo(), paths, Runtime.getRuntime().availableProcessors()),
        new PrintWriter(out, true));
    step("index", (System.nanoTime() - from) / 1_000_000);
    return folder.index();
  }

  private static boolean hasIndex(Path store) {
    try {
      return Files.isDirectory(store)
          && new FolderIndexStore(store).current(LocalStack.demo()).isPresent();
    } catch (IOException e) {
      throw new CommandFailure(
          "cannot read the index in " + store + ": " + DataFolder.reason(e), e);
    }
  }

  private String developmentKey(DataFolder folder, String given) {
    String value = given.isEmpty() ? folder.key().orElseGet(Keys::random) : given;
    folder.rememberKey(value);
    return value;
  }

  private void announce(
      DataFolder folder, Stack stack, String developmentKey, List<String> models) {
    String address = "127.0.0.1:" + stack.port();
    String webSocket = "ws://" + address + LocalStack.OLDER_PATH;
    DataFolder.Running running =
        DataFolder.Running.here(
            java.net.URI.create(webSocket),
            developmentKey,
            stack.dynamoDbEndpoint().orElseThrow(),
            LocalStack.table(stack));
    folder.announce(running);
    if (inMemory && data.open().running().isEmpty()) {
      data.open().announce(running);
    }
    models.forEach(out::println);
    out.println("page       http://" + address + "/");
    out.println("websocket  " + webSocket + "?token=" + developmentKey);
    out.println("log        " + folder.log());
    out.printf("ready      in %.1f s; stop with Ctrl-C%n", (System.nanoTime() - begin) / 1e9);
    out.flush();
  }

  private void step(String name, long millis) {
    out.printf("%7.2f s  %s%n", millis / 1e3, name);
  }

  private void stop(Stack stack, DataFolder folder, CountDownLatch stopped) {
    stack.close();
    folder.withdraw();
    if (inMemory) {
      data.open().withdraw();
      Folders.delete(folder.path());
    }
    stopped.countDown();
    out.println("stopped");
    out.flush();
    Runtime.getRuntime().halt(exitCode.get());
  }

  private static PrintStream log(DataFolder folder) {
    try {
      return new PrintStream(
          Files.newOutputStream(folder.log(), StandardOpenOption.CREATE, StandardOpenOption.APPEND),
          true,
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new CommandFailure("cannot write " + folder.log() + ": " + DataFolder.reason(e), e);
    }
  }
}
