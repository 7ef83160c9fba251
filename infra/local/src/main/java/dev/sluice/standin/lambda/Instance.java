package dev.sluice.standin.lambda;

import dev.sluice.standin.access.Caller;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** A handler's instance in this process, and what it works on. Thread-safe. */
final class Instance {
  private final LoadedHandler handler;
  private final Caller caller;

  /** Threads at work with what their callers wait for; each thread removes its own. */
  private final Map<Thread, Running> running = new ConcurrentHashMap<>();

  private record Running(Invocation invocation, CompletableFuture<InvocationResult> result) {}

  Instance(LoadedHandler handler, Caller caller) {
    this.handler = handler;
    this.caller = caller;
  }

  Caller caller() {
    return caller;
  }

  /** Starts an invocation on a virtual thread, which is returned. */
  Thread start(InvocationContext context, String name, CompletableFuture<InvocationResult> result) {
    Thread thread = Thread.ofVirtual().name(name).unstarted(() -> work(context, result));
    running.put(thread, new Running(context.invocation(), result));
    thread.start();
    return thread;
  }

  private void work(InvocationContext context, CompletableFuture<InvocationResult> result) {
    try {
      result.complete(run(context));
    } finally {
      running.remove(Thread.currentThread());
    }
  }

  private InvocationResult run(InvocationContext context) {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    try {
      handler
          .handler()
          .handle(new ByteArrayInputStream(context.invocation().payload()), answer, context);
    } catch (Throwable e) { // whatever a handler throws, an Error too, is the invocation's result
      return new InvocationResult.Failed(ErrorDocument.thrown(e), InvocationResult.Kind.THROWN);
    }
    byte[] bytes = answer.toByteArray();
    if (bytes.length > InvocationResult.MAXIMUM_BYTES) {
      return InvocationResult.Failed.tooLarge();
    }
    return new InvocationResult.Returned(
        bytes.length == 0 ? "null".getBytes(StandardCharsets.UTF_8) : bytes);
  }

  /** Reports what runs as killed, cuts off whatever it still calls, and interrupts it. */
  void kill() {
    caller.kill();
    running.forEach(
        (thread, work) -> {
          work.result().complete(InvocationResult.Failed.killed(work.invocation().requestId()));
          thread.interrupt();
        });
  }

  /** Kills what runs, and closes the handler, where it can be closed, so that its threads end. */
  void end() throws Exception {
    kill();
    if (handler.instance() instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }
}
