package dev.sluice.standin;

import dev.sluice.standin.access.Credentials;
import dev.sluice.standin.fault.FaultPlan;
import dev.sluice.standin.gateway.GatewayLimits;
import dev.sluice.standin.lambda.AsyncTiming;
import dev.sluice.standin.lambda.FunctionLog;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * How a stack is started.
 *
 * @param template the SAM template
 * @param stackName {@code AWS::StackName}; names of resources begin with it
 * @param parameters values of the template's parameters, where not their defaults
 * @param port the port on 127.0.0.1; 0 = any free one
 * @param dataFolder where data is kept; absent = in memory
 * @param overrides values for variables that a function has in the template
 * @param extraEnvironment further variables for every function
 * @param pathAliases paths besides {@code /} and {@code /<stage>} where the WebSocket is reached
 * @param pages what plain requests get
 * @param credentials the access key that functions are given
 * @param limits of the gateway
 * @param asyncTiming delays of asynchronous invocations
 * @param faults what goes wrong from the start
 * @param clock the time in events
 * @param log where functions' log lines go
 * @param progress told of each step of the start as it ends, from several threads
 * @param processes whether each function runs in JVMs of its own rather than in this one
 * @param secureParameters of Systems Manager, beside those of the template; only readable decrypted
 * @param separate logical ids of functions that run in this process with an instance for each
 *     invocation that is under way, as Lambda has it, so that one alone can be killed or held
 * @param requireInitialised whether a function that cannot be initialised fails the start, rather
 *     than its invocations
 */
public record StackOptions(
    Path template,
    String stackName,
    Map<String, String> parameters,
    int port,
    Optional<Path> dataFolder,
    Map<String, String> overrides,
    Map<String, String> extraEnvironment,
    Set<String> pathAliases,
    StaticContent pages,
    Credentials credentials,
    GatewayLimits limits,
    AsyncTiming asyncTiming,
    FaultPlan faults,
    InstantSource clock,
    FunctionLog log,
    Consumer<Step> progress,
    boolean processes,
    Map<String, String> secureParameters,
    Set<String> separate,
    boolean requireInitialised) {
  /** Copies the collections. */
  public StackOptions {
    parameters = Map.copyOf(parameters);
    overrides = Map.copyOf(overrides);
    extraEnvironment = Map.copyOf(extraEnvironment);
    pathAliases = Set.copyOf(pathAliases);
    secureParameters = Map.copyOf(secureParameters);
    separate = Set.copyOf(separate);
  }

  /** Options for a template: any port, in memory, AWS's limits, no log. */
  public static Builder of(Path template, InstantSource clock) {
    return new Builder(template, clock);
  }

  /** Collects options. Not thread-safe. */
  public static final class Builder {
    private final Path template;
    private String stackName = "local";
    private Map<String, String> parameters = Map.of();
    private int port;
    private Optional<Path> dataFolder = Optional.empty();
    private Map<String, String> overrides = Map.of();
    private Map<String, String> extraEnvironment = Map.of();
    private Set<String> pathAliases = Set.of();
    private StaticContent pages = StaticContent.none();
    private Credentials credentials = Credentials.LOCAL;
    private GatewayLimits limits = GatewayLimits.AWS;
    private AsyncTiming asyncTiming = AsyncTiming.LAMBDA;
    private FaultPlan faults = FaultPlan.NONE;
    private InstantSource clock;
    private FunctionLog log = (function, text) -> {};
    private Consumer<Step> progress = step -> {};
    private boolean processes;
    private Map<String, String> secureParameters = Map.of();
    private Set<String> separate = Set.of();
    private boolean requireInitialised = true;

    private Builder(Path template, InstantSource clock) {
      this.template = template;
      this.clock = clock;
    }

    /** Sets the stack's name. */
    public Builder stackName(String value) {
      stackName = value;
      return this;
    }

    /** Sets the template's parameters. */
    public Builder parameters(Map<String, String> values) {
      parameters = values;
      return this;
    }

    /** Sets the port. */
    public Builder port(int value) {
      port = value;
      return this;
    }

    /** Keeps data in a folder. */
    public Builder dataFolder(Path value) {
      dataFolder = Optional.of(value);
      return this;
    }

    /** Sets values for variables that functions have in the template; others are passed over. */
    public Builder overrides(Map<String, String> values) {
      overrides = values;
      return this;
    }

    /** Sets variables for every function, whether the template has them or not. */
    public Builder extraEnvironment(Map<String, String> values) {
      extraEnvironment = values;
      return this;
    }

    /** Sets further paths of the WebSocket. */
    public Builder pathAliases(Set<String> values) {
      pathAliases = values;
      return this;
    }

    /** Sets the pages. */
    public Builder pages(StaticContent value) {
      pages = value;
      return this;
    }

    /** Sets the access key. */
    public Builder credentials(Credentials value) {
      credentials = value;
      return this;
    }

    /** Sets the gateway's limits. */
    public Builder limits(GatewayLimits value) {
      limits = value;
      return this;
    }

    /** Sets the delays of asynchronous invocations. */
    public Builder asyncTiming(AsyncTiming value) {
      asyncTiming = value;
      return this;
    }

    /** Sets what goes wrong from the start. */
    public Builder faults(FaultPlan value) {
      faults = value;
      return this;
    }

    /** Sets the clock. */
    public Builder clock(InstantSource value) {
      clock = value;
      return this;
    }

    /** Sets where functions' log lines go. */
    public Builder log(FunctionLog value) {
      log = value;
      return this;
    }

    /** Sets who is told of the start's steps. */
    public Builder progress(Consumer<Step> value) {
      progress = value;
      return this;
    }

    /** Runs each function in JVMs of its own, from its package. */
    public Builder processes() {
      processes = true;
      return this;
    }

    /** Sets parameters of Systems Manager of the type SecureString, by name. */
    public Builder secureParameters(Map<String, String> values) {
      secureParameters = values;
      return this;
    }

    /** Gives each invocation of these functions an instance of its own, in this process. */
    public Builder separate(Set<String> functions) {
      separate = functions;
      return this;
    }

    /** Starts although functions cannot be initialised; invoking them fails, as on Lambda. */
    public Builder startUninitialised() {
      requireInitialised = false;
      return this;
    }

    /** The options. */
    public StackOptions build() {
      return new StackOptions(
          template,
          stackName,
          parameters,
          port,
          dataFolder,
          overrides,
          extraEnvironment,
          pathAliases,
          pages,
          credentials,
          limits,
          asyncTiming,
          faults,
          clock,
          log,
          progress,
          processes,
          secureParameters,
          separate,
          requireInitialised);
    }
  }
}
