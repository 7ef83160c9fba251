package dev.sluice.standin;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standin.access.AccessCheck;
import dev.sluice.standin.access.CallerGate;
import dev.sluice.standin.access.Callers;
import dev.sluice.standin.access.Denial;
import dev.sluice.standin.access.JsonEndpoint;
import dev.sluice.standin.access.PermissionCheck;
import dev.sluice.standin.bucket.Buckets;
import dev.sluice.standin.bucket.S3Endpoint;
import dev.sluice.standin.dynamodb.LocalDynamoDb;
import dev.sluice.standin.dynamodb.PermissionGate;
import dev.sluice.standin.event.ObjectEvents;
import dev.sluice.standin.fault.Faults;
import dev.sluice.standin.fault.InvocationFaults;
import dev.sluice.standin.fault.PostFaults;
import dev.sluice.standin.fault.StoreFaults;
import dev.sluice.standin.gateway.ConnectionsEndpoint;
import dev.sluice.standin.gateway.Gateway;
import dev.sluice.standin.gateway.GatewayTime;
import dev.sluice.standin.gateway.UpgradeEndpoint;
import dev.sluice.standin.lambda.AsyncRules;
import dev.sluice.standin.lambda.CodeClasses;
import dev.sluice.standin.lambda.FunctionRuntime;
import dev.sluice.standin.lambda.InProcessRuntime;
import dev.sluice.standin.lambda.InstanceSeed;
import dev.sluice.standin.lambda.InvokeEndpoint;
import dev.sluice.standin.lambda.LambdaService;
import dev.sluice.standin.lambda.SeparateRuntime;
import dev.sluice.standin.parameter.SecretsService;
import dev.sluice.standin.parameter.SsmService;
import dev.sluice.standin.process.ProcessLauncher;
import dev.sluice.standin.process.ProcessRuntime;
import dev.sluice.standin.process.RuntimeApi;
import dev.sluice.standin.queue.QueueService;
import dev.sluice.standin.queue.SqsService;
import dev.sluice.standin.template.FunctionModel;
import dev.sluice.standin.template.ParameterModel;
import dev.sluice.standin.template.StackIdentity;
import dev.sluice.standin.template.StackModel;
import dev.sluice.standin.template.TemplateLoader;
import dev.sluice.standin.time.SystemTimer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Handler;

/** Starts the parts of a stack, side by side where they do not need each other. Used once. */
final class StackStarter {
  private final StackOptions options;
  private final StartTimes times;
  private final Closer closer = new Closer();

  StackStarter(StackOptions options) {
    this.options = options;
    this.times = new StartTimes(options.progress());
  }

  Closer closer() {
    return closer;
  }

  /** What most parts need. */
  private record Basis(
      StackServer server,
      StackModel model,
      SystemTimer timer,
      Faults faults,
      FunctionSwitches switches,
      AccessCheck access) {}

  StackParts start() throws Exception {
    StackServer server = closer.add(StackServer.open(options.port()));
    StackModel model = times.measure("template", this::loadTemplate);
    SystemTimer timer = closer.add(new SystemTimer());
    FunctionSwitches switches = new FunctionSwitches();
    Faults faults = new Faults(switches, model.functions().keySet(), timer);
    faults.use(options.faults());
    PermissionCheck permissions = new PermissionCheck(model.permissions(), this::log);
    AccessCheck access =
        new AccessCheck(new Callers(options.credentials()), options.clock(), permissions);
    return start(new Basis(server, model, timer, faults, switches, access));
  }

  private StackParts start(Basis basis) throws Exception {
    StackModel model = basis.model();
    Optional<LocalDynamoDb> dynamoDb = openDynamoDb(model);
    FutureTask<Boolean> tables = inBackground(() -> startDynamoDb(dynamoDb, basis));
    FunctionEnvironment environment =
        new FunctionEnvironment(
            options, model, basis.server().address(), dynamoDb.map(LocalDynamoDb::endpoint));
    Functions functions =
        new Functions(
            model.functions().values(),
            environment,
            basis.access().callers(),
            maker(scratchFolder()));
    basis.switches().connect(functions.runtimes());
    QueueService queues = new QueueService(model.queues().values(), options.clock());
    LambdaService lambda = closer.add(lambda(functions, queues, basis));
    Optional<Gateway> gateway = gateway(lambda, basis);
    PermissionCheck permissions = basis.access().permissions();
    ObjectEvents objects = new ObjectEvents(model, lambda, queues, permissions);
    List<Handler> services = services(lambda, queues, objects, basis);
    // functions may call services while they are initialised
    times.measure("server", () -> serve(services, gateway, basis));
    times.measure("functions", () -> initialise(functions, tables));
    new Sources(model, lambda, queues, permissions).start(basis.timer(), options.clock());
    gateway.ifPresent(closer::add); // last, so that it is closed first
    return new StackParts(
        model,
        environment,
        basis.server(),
        lambda,
        queues,
        gateway,
        dynamoDb,
        objects,
        functions,
        permissions,
        basis.faults(),
        basis.switches(),
        times.steps(),
        closer);
  }

  private List<Handler> services(
      LambdaService lambda, QueueService queues, ObjectEvents objects, Basis basis)
      throws Exception {
    StackModel model = basis.model();
    AccessCheck access = basis.access();
    Path folder =
        options.dataFolder().isPresent()
            ? options.dataFolder().get().resolve("buckets")
            : scratchFolder();
    Buckets buckets =
        Buckets.open(folder, model.buckets().values(), options.clock(), objects::report);
    List<ParameterModel> parameters = new ArrayList<>(model.parameters());
    options
        .secureParameters()
        .forEach((name, value) -> parameters.add(ParameterModel.secure(name, value)));
    return List.of(
        new S3Endpoint(buckets, access),
        new InvokeEndpoint(lambda, access),
        new JsonEndpoint(new SqsService(queues), access),
        new JsonEndpoint(new SsmService(model.identity(), parameters), access),
        new JsonEndpoint(new SecretsService(model.secrets()), access));
  }

  /** Whoever is denied something may not tell, so the stack does. */
  private void log(Denial denial) {
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("level", "WARN").put("event", "access_denied").put("message", denial.message());
    options.log().line(denial.by(), line.toString());
  }

  private LambdaService lambda(Functions functions, QueueService queues, Basis basis) {
    return new LambdaService(
        functions.runtimes(),
        new AsyncRules(options.asyncTiming(), basis.timer(), options.clock(), queues::send),
        new InvocationFaults(basis.faults()));
  }

  private Functions.Maker maker(Path scratch) {
    if (!options.processes()) {
      return (model, seeds) -> inProcess(model, seeds, CodeClasses.find(model, scratch));
    }
    RuntimeApi api = closer.add(RuntimeApi.start());
    return (model, seeds) ->
        new ProcessRuntime(model, seeds, new ProcessLauncher(model, api, scratch, options.log()));
  }

  private FunctionRuntime inProcess(
      FunctionModel model, Supplier<InstanceSeed> seeds, ClassLoader classes) {
    Supplier<InProcessRuntime> maker =
        () -> new InProcessRuntime(model, seeds, classes, options.log());
    return options.separate().contains(model.logicalId())
        ? new SeparateRuntime(maker)
        : maker.get();
  }

  private StackModel loadTemplate() {
    return new TemplateLoader(StackIdentity.local(options.stackName()), options.parameters())
        .load(options.template());
  }

  private Optional<LocalDynamoDb> openDynamoDb(StackModel model) {
    return model.tables().isEmpty()
        ? Optional.empty()
        : Optional.of(
            closer.add(LocalDynamoDb.open(options.dataFolder().map(f -> f.resolve("dynamodb")))));
  }

  private Optional<Gateway> gateway(LambdaService lambda, Basis basis) {
    Faults faults = basis.faults();
    GatewayTime time =
        new GatewayTime(basis.timer(), () -> options.clock().instant().plus(faults.clockShift()));
    return basis
        .model()
        .api()
        .map(api -> new Gateway(api, lambda, basis.access().permissions(), options.limits(), time));
  }

  private boolean startDynamoDb(Optional<LocalDynamoDb> dynamoDb, Basis basis) throws Exception {
    if (dynamoDb.isPresent()) {
      AccessCheck access = basis.access();
      times.measure(
          "dynamodb",
          () -> {
            dynamoDb
                .get()
                .start(
                    List.of(
                        new CallerGate(access),
                        new PermissionGate(access, basis.model()),
                        new StoreFaults(basis.faults(), access)));
            dynamoDb
                .get()
                .createTables(basis.model().tables().values(), basis.model().identity().region());
            return true;
          });
    }
    return true;
  }

  /** A function that needed a table too early is initialised again once the tables are there. */
  private boolean initialise(Functions functions, FutureTask<Boolean> tables) throws Exception {
    if (options.processes()) { // processes are started on demand
      StartTimes.await(tables);
      return true;
    }
    functions.initialise();
    StartTimes.await(tables);
    if (functions.hasFailures()) {
      functions.initialise();
    }
    if (options.requireInitialised()) {
      functions.check();
    }
    return true;
  }

  private boolean serve(List<Handler> services, Optional<Gateway> gateway, Basis basis)
      throws Exception {
    Set<String> paths = new HashSet<>();
    gateway.ifPresent(
        api -> {
          paths.addAll(options.pathAliases());
          paths.add("/");
          paths.add("/" + api.stage());
        });
    Handler pages = new PagesEndpoint(options.pages(), paths);
    List<Handler> handlers = new ArrayList<>(services);
    if (gateway.isPresent()) {
      handlers.addFirst( // what S3 could take for a bucket otherwise
          new ConnectionsEndpoint(gateway.get(), basis.access(), new PostFaults(basis.faults())));
      handlers.add(UpgradeEndpoint.handler(gateway.get(), paths, pages));
    } else {
      handlers.add(pages);
    }
    basis.server().start(handlers.toArray(Handler[]::new));
    return true;
  }

  private Path scratchFolder() throws Exception {
    Path folder = Files.createTempDirectory("standin");
    closer.add(() -> Folders.delete(folder));
    return folder;
  }

  private static FutureTask<Boolean> inBackground(Callable<Boolean> work) {
    FutureTask<Boolean> task = new FutureTask<>(work);
    Thread.ofVirtual().name("standin-start").start(task);
    return task;
  }
}
