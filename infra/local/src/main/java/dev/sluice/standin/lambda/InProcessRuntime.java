package dev.sluice.standin.lambda;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.sluice.standin.access.Caller;
import dev.sluice.standin.template.FunctionModel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Runs a function in this process. Its one instance is given several invocations at once, each on a
 * virtual thread. At the time-out that thread is interrupted and the invocation reported as timed
 * out; unlike a process, a thread that ignores the interrupt goes on.
 */
public final class InProcessRuntime implements FunctionRuntime {
  private final FunctionModel function;
  private final Supplier<InstanceSeed> seeds;
  private final HandlerLoader loader;
  private final LambdaLogger logger;
  private final String logStream;

  /** The instance once it has been made; written with the monitor held. */
  private volatile Optional<Instance> instance = Optional.empty();

  /** Whether the function is held, a new instance too; guarded by this. */
  private boolean held;

  /**
   * @param seeds gives each instance its variables and its key
   * @param classes where its classes are looked up
   */
  public InProcessRuntime(
      FunctionModel function, Supplier<InstanceSeed> seeds, ClassLoader classes, FunctionLog log) {
    this.function = function;
    this.seeds = seeds;
    this.loader = new HandlerLoader(classes);
    this.logger = logger(function.name(), log);
    byte[] stream = new byte[16];
    RandomGenerator.getDefault().nextBytes(stream);
    this.logStream = "[1]" + HexFormat.of().formatHex(stream);
  }

  @Override
  public void initialise() {
    ready();
  }

  /** Whether its instance has this access key. */
  boolean has(String accessKeyId) {
    return instance
        .map(made -> made.caller().credentials().accessKeyId())
        .filter(accessKeyId::equals)
        .isPresent();
  }

  private Instance ready() {
    Optional<Instance> made = instance;
    return made.isPresent() ? made.get() : make();
  }

  private synchronized Instance make() {
    if (instance.isEmpty()) {
      InstanceSeed seed = seeds.get();
      instance =
          Optional.of(
              new Instance(loader.load(function.handler(), seed.environment()), seed.caller()));
      if (held) {
        seed.caller().pause();
      }
    }
    return instance.get();
  }

  @Override
  public InvocationResult invoke(Invocation invocation) {
    Instance target;
    try {
      target = ready();
    } catch (HandlerException e) {
      return new InvocationResult.Failed(
          ErrorDocument.thrown(e.getCause() == null ? e : e.getCause()),
          InvocationResult.Kind.NOT_INITIALISED);
    }
    CompletableFuture<InvocationResult> result = new CompletableFuture<>();
    long deadline = System.nanoTime() + function.timeout().toNanos();
    Thread thread =
        target.start(
            new InvocationContext(function, invocation, logStream, deadline, logger),
            function.logicalId() + " " + invocation.requestId(),
            result);
    return await(result, thread, invocation);
  }

  private InvocationResult await(
      CompletableFuture<InvocationResult> result, Thread thread, Invocation invocation) {
    Duration timeout = function.timeout();
    try {
      return result.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      return InvocationResult.Failed.timedOut(invocation.requestId(), timeout);
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      return InvocationResult.Failed.killed(invocation.requestId());
    } catch (ExecutionException e) {
      throw new IllegalStateException("An invocation never completes with an exception", e);
    }
  }

  private static LambdaLogger logger(String function, FunctionLog log) {
    return new LambdaLogger() {
      @Override
      public void log(String message) {
        log.line(function, message.stripTrailing());
      }

      @Override
      public void log(byte[] message) {
        log(new String(message, StandardCharsets.UTF_8));
      }
    };
  }

  @Override
  public List<Long> processIds() {
    return List.of();
  }

  @Override
  public synchronized void pause() {
    held = true;
    instance.map(Instance::caller).ifPresent(Caller::pause);
  }

  @Override
  public synchronized void wake() {
    release();
    instance.map(Instance::caller).ifPresent(Caller::wake);
  }

  private synchronized void release() {
    held = false;
    notifyAll();
  }

  @Override
  public boolean awaitAwake() {
    return instance.map(Instance::caller).map(Caller::mayGoOn).orElseGet(this::awaitReleased);
  }

  /** Without an instance there is nobody whose calls could be held. */
  private synchronized boolean awaitReleased() {
    try {
      while (held) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return true;
  }

  /** Nothing that the old instance still does reaches the stack; its threads are interrupted. */
  @Override
  public void kill() {
    take().ifPresent(Instance::kill);
    release();
  }

  private synchronized Optional<Instance> take() {
    Optional<Instance> taken = instance;
    instance = Optional.empty();
    return taken;
  }

  @Override
  public void close() {
    Optional<Instance> taken = take();
    if (taken.isPresent()) {
      try {
        taken.get().end();
      } catch (Exception e) {
        logger.log("Closing failed: " + e);
      }
    }
  }
}
