package dev.sluice.standin.process;

import dev.sluice.standin.access.Caller;
import dev.sluice.standin.lambda.FunctionRuntime;
import dev.sluice.standin.lambda.HandlerException;
import dev.sluice.standin.lambda.InstanceSeed;
import dev.sluice.standin.lambda.Invocation;
import dev.sluice.standin.lambda.InvocationResult;
import dev.sluice.standin.template.FunctionModel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Runs a function in JVMs of its own: as many as there are invocations at once, started on demand,
 * used again. One that takes too long is killed. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html">Understanding
 *     the Lambda execution environment lifecycle</a>
 */
public final class ProcessRuntime implements FunctionRuntime {
  /** Lambda gives 10 s; a laptop that starts several JVMs at once needs longer. */
  private static final Duration START = Duration.ofSeconds(60);

  private final FunctionModel function;
  private final Supplier<InstanceSeed> seeds;
  private final ProcessLauncher launcher;
  private final Set<FunctionProcess> processes = ConcurrentHashMap.newKeySet();

  /** Processes without work, the last used first; guarded by this. */
  private final Deque<FunctionProcess> idle = new ArrayDeque<>();

  /** Whether the function is held: nothing of it starts; guarded by this. */
  private boolean held;

  /**
   * @param seeds gives each process its variables and its key
   */
  public ProcessRuntime(
      FunctionModel function, Supplier<InstanceSeed> seeds, ProcessLauncher launcher) {
    this.function = function;
    this.seeds = seeds;
    this.launcher = launcher;
  }

  /** The processes that are there now, by their ids in the operating system. */
  @Override
  public List<Long> processIds() {
    return processes.stream().filter(FunctionProcess::isAlive).map(FunctionProcess::pid).toList();
  }

  @Override
  public void initialise() {
    FunctionProcess process = take();
    Optional<byte[]> failure = awaitReady(process);
    if (failure.isPresent()) {
      String document = new String(failure.get(), StandardCharsets.UTF_8);
      throw new HandlerException(document, new IllegalStateException(document));
    }
    giveBack(process);
  }

  @Override
  public InvocationResult invoke(Invocation invocation) {
    FunctionProcess process;
    try {
      process = take();
    } catch (HandlerException e) {
      return InvocationResult.Failed.notInitialised(String.valueOf(e.getMessage()));
    }
    Optional<byte[]> failure = awaitReady(process);
    if (failure.isPresent()) {
      return new InvocationResult.Failed(failure.get(), InvocationResult.Kind.NOT_INITIALISED);
    }
    return run(process, invocation);
  }

  private InvocationResult run(FunctionProcess process, Invocation invocation) {
    Duration timeout = function.timeout();
    CompletableFuture<InvocationResult> result =
        process.assign(invocation, System.currentTimeMillis() + timeout.toMillis());
    try {
      InvocationResult ended = result.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      giveBack(process);
      return ended;
    } catch (TimeoutException e) {
      end(process);
      return InvocationResult.Failed.timedOut(invocation.requestId(), timeout);
    } catch (InterruptedException e) {
      end(process);
      Thread.currentThread().interrupt();
      return InvocationResult.Failed.killed(invocation.requestId());
    } catch (ExecutionException e) {
      throw new IllegalStateException("An invocation never completes with an exception", e);
    }
  }

  /** One that is free, or a new one; one may become free while the new one waits for its turn. */
  private FunctionProcess take() {
    Optional<FunctionProcess> free = idle();
    if (free.isPresent()) {
      return free.get();
    }
    try {
      launcher.awaitTurn();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new HandlerException("The stack is stopping", e);
    }
    free = idle();
    if (free.isPresent()) {
      launcher.endTurn();
      return free.get();
    }
    return start();
  }

  private FunctionProcess start() {
    FunctionProcess started;
    try {
      started = launcher.start(seeds.get());
    } catch (HandlerException e) {
      launcher.endTurn();
      throw e;
    }
    processes.add(started);
    started.ready().thenAccept(ended -> launcher.endTurn()); // its exit completes it too
    return started;
  }

  private synchronized Optional<FunctionProcess> idle() {
    awaitNotHeld();
    for (FunctionProcess free = idle.poll(); free != null; free = idle.poll()) {
      if (free.isAlive() && processes.contains(free)) {
        return Optional.of(free);
      }
      forget(free);
    }
    return Optional.empty();
  }

  /** Called with the monitor held. */
  private void awaitNotHeld() {
    boolean interrupted = false;
    while (held) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true; // it is the invocation that is cut short, once it has begun
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void giveBack(FunctionProcess process) {
    synchronized (this) {
      if (process.isAlive() && processes.contains(process)) {
        idle.push(process);
        return;
      }
    }
    forget(process);
  }

  /** Why it could not start; empty when it is ready. */
  private Optional<byte[]> awaitReady(FunctionProcess process) {
    Optional<byte[]> failure;
    try {
      failure = process.ready().get(START.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      failure =
          Optional.of(
              "{\"errorType\":\"Sandbox.Timedout\",\"errorMessage\":\"Initialisation timed out\"}"
                  .getBytes(StandardCharsets.UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      failure = Optional.of(ExitDocuments.ofExit(1));
    }
    if (failure.isPresent()) {
      end(process);
    }
    return failure;
  }

  private void end(FunctionProcess process) {
    process.kill();
    forget(process);
  }

  private void forget(FunctionProcess process) {
    processes.remove(process);
    launcher.forget(process);
  }

  @Override
  public void kill() {
    processes.forEach(this::end);
    release();
  }

  @Override
  public void pause() {
    synchronized (this) {
      held = true;
    }
    processes.forEach(FunctionProcess::pause);
  }

  @Override
  public void wake() {
    processes.forEach(FunctionProcess::wake);
    release();
  }

  private synchronized void release() {
    held = false;
    notifyAll();
  }

  @Override
  public boolean awaitAwake() {
    List<Caller> callers = processes.stream().map(FunctionProcess::caller).toList();
    synchronized (this) {
      awaitNotHeld();
    }
    return callers.stream().allMatch(Caller::mayGoOn);
  }

  @Override
  public void close() {
    kill();
  }
}
