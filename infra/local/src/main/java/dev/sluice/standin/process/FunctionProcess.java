package dev.sluice.standin.process;

import dev.sluice.standin.access.Caller;
import dev.sluice.standin.lambda.Invocation;
import dev.sluice.standin.lambda.InvocationResult;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * One JVM with an instance of a function; it works on one invocation at a time. Thread-safe.
 *
 * <pre>
 * starting ── first "next" ──► idle ◄──► working
 *     └── init error, exit ──► ended ◄── exit, kill
 * </pre>
 */
final class FunctionProcess {
  private final String id;
  private final Process process;
  private final Caller caller;
  private final BlockingQueue<Assignment> assignments = new LinkedBlockingQueue<>();
  private final CompletableFuture<Optional<byte[]>> ready = new CompletableFuture<>();

  /** What it works on; guarded by this. */
  private Optional<Assignment> current = Optional.empty();

  /**
   * An invocation that was given to it.
   *
   * @param deadlineMillis when its time is over, in milliseconds since 1970
   */
  record Assignment(
      Invocation invocation, long deadlineMillis, CompletableFuture<InvocationResult> result) {}

  /**
   * @param id by which it calls the runtime API
   */
  FunctionProcess(String id, Process process, Caller caller) {
    this.id = id;
    this.process = process;
    this.caller = caller;
    process.onExit().thenAccept(ended -> ended(ended.exitValue()));
  }

  String id() {
    return id;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  Caller caller() {
    return caller;
  }

  /** Completed with nothing when it asks for its first event, or with why it could not start. */
  CompletableFuture<Optional<byte[]>> ready() {
    return ready;
  }

  /** Gives it an invocation; the result is completed whatever happens to the process. */
  CompletableFuture<InvocationResult> assign(Invocation invocation, long deadlineMillis) {
    Assignment assignment = new Assignment(invocation, deadlineMillis, new CompletableFuture<>());
    synchronized (this) {
      current = Optional.of(assignment);
    }
    assignments.add(assignment);
    if (!process.isAlive()) {
      ended(process.exitValue());
    }
    return assignment.result();
  }

  /** The runtime asks for work; waits until there is some. */
  Assignment next() throws InterruptedException {
    ready.complete(Optional.empty());
    return assignments.take();
  }

  /** The runtime reports how an invocation ended; one that is not the current is passed over. */
  synchronized void finished(String requestId, InvocationResult result) {
    current
        .filter(assignment -> assignment.invocation().requestId().equals(requestId))
        .ifPresent(
            assignment -> {
              current = Optional.empty();
              assignment.result().complete(result);
            });
  }

  /** The runtime reports that it cannot start. */
  void initialisationFailed(byte[] document) {
    ready.complete(Optional.of(document));
  }

  private void ended(int exitValue) {
    ready.complete(Optional.of(ExitDocuments.ofExit(exitValue)));
    Optional<Assignment> cut;
    synchronized (this) {
      cut = current;
      current = Optional.empty();
    }
    cut.ifPresent(
        assignment ->
            assignment
                .result()
                .complete(
                    new InvocationResult.Failed(
                        ExitDocuments.ofInvocation(assignment.invocation().requestId(), exitValue),
                        InvocationResult.Kind.KILLED)));
  }

  /** Ends it at once. */
  void kill() {
    caller.kill();
    process.destroyForcibly();
  }

  void pause() {
    caller.pause();
    signal("-STOP");
  }

  void wake() {
    signal("-CONT");
    caller.wake();
  }

  private void signal(String name) {
    try {
      new ProcessBuilder("kill", name, Long.toString(pid())).inheritIO().start().waitFor();
    } catch (IOException e) {
      throw new IllegalStateException("Cannot send " + name + " to " + pid(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
