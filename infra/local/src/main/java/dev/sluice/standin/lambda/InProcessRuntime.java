package dev.sluice.standin.lambda;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.sluice.standin.template.FunctionModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;

/**
 * Runs a function in this process. Its one instance is given several invocations at once, each on a
 * virtual thread. At the time-out that thread is interrupted and the invocation reported as timed
 * out; unlike a process, a thread that ignores the interrupt goes on.
 */
public final class InProcessRuntime implements FunctionRuntime {
  private final FunctionModel function;
  private final Map<String, String> environment;
  private final HandlerLoader loader;
  private final LambdaLogger logger;
  private final String logStream;

  /** The handler once it has been made; written with the monitor held. */
  private volatile Optional<LoadedHandler> handler = Optional.empty();

  /** Threads of invocations that have not ended; each adds and removes itself. */
  private final Set<Thread> running = ConcurrentHashMap.newKeySet();

  /**
   * @param environment all of the function's variables
   * @param classes where its classes are looked up
   */
  public InProcessRuntime(
      FunctionModel function,
      Map<String, String> environment,
      ClassLoader classes,
      FunctionLog log) {
    this.function = function;
    this.environment = Map.copyOf(environment);
    this.loader = new HandlerLoader(classes);
    this.logger = logger(function.name(), log);
    byte[] instance = new byte[16];
    RandomGenerator.getDefault().nextBytes(instance);
    this.logStream = "[1]" + HexFormat.of().formatHex(instance);
  }

  /** Loads the function's class, without making an instance. */
  public void preload() {
    loader.preload(function.handler());
  }

  @Override
  public void initialise() {
    ready();
  }

  private LoadedHandler ready() {
    Optional<LoadedHandler> made = handler;
    return made.isPresent() ? made.get() : make();
  }

  private synchronized LoadedHandler make() {
    if (handler.isEmpty()) {
      handler = Optional.of(loader.load(function.handler(), environment));
    }
    return handler.get();
  }

  @Override
  public InvocationResult invoke(Invocation invocation) {
    Handler target;
    try {
      target = ready().handler();
    } catch (HandlerException e) {
      return new InvocationResult.Failed(
          ErrorDocument.thrown(e.getCause() == null ? e : e.getCause()),
          InvocationResult.Kind.NOT_INITIALISED);
    }
    CompletableFuture<InvocationResult> result = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .name(function.logicalId() + " " + invocation.requestId())
            .start(() -> result.complete(run(target, invocation)));
    return await(result, thread, invocation);
  }

  private InvocationResult await(
      CompletableFuture<InvocationResult> result, Thread thread, Invocation invocation) {
    Duration timeout = function.timeout();
    try {
      return result.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      return new InvocationResult.Failed(
          ErrorDocument.timedOut(invocation.requestId(), timeout), InvocationResult.Kind.TIMED_OUT);
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      return killed(invocation);
    } catch (ExecutionException e) {
      throw new IllegalStateException("An invocation never completes with an exception", e);
    }
  }

  private InvocationResult run(Handler target, Invocation invocation) {
    running.add(Thread.currentThread());
    long deadline = System.nanoTime() + function.timeout().toNanos();
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      target.handle(
          new ByteArrayInputStream(invocation.payload()),
          answer,
          new InvocationContext(function, invocation, logStream, deadline, logger));
    } catch (Throwable e) { // whatever a handler throws, an Error too, is the invocation's result
      return new InvocationResult.Failed(ErrorDocument.thrown(e), InvocationResult.Kind.THROWN);
    } finally {
      running.remove(Thread.currentThread());
    }
    byte[] bytes = answer.toByteArray();
    return new InvocationResult.Returned(
        bytes.length == 0 ? "null".getBytes(StandardCharsets.UTF_8) : bytes);
  }

  private static InvocationResult killed(Invocation invocation) {
    return new InvocationResult.Failed(
        ErrorDocument.of(
            "Runtime.ExitError",
            "RequestId: "
                + invocation.requestId()
                + " Error: Runtime exited with error: signal: killed"),
        InvocationResult.Kind.KILLED);
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

  /** Interrupts what runs, and closes the instance, where it can be closed, so that threads end. */
  @Override
  public synchronized void close() {
    running.forEach(Thread::interrupt);
    Optional<LoadedHandler> made = handler;
    handler = Optional.empty();
    if (made.isPresent() && made.get().instance() instanceof AutoCloseable closeable) {
      try {
        closeable.close();
      } catch (Exception e) {
        logger.log("Closing failed: " + e);
      }
    }
  }
}
