package dev.sluice.standin.process;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sluice.standin.http.Reply;
import dev.sluice.standin.http.RequestBody;
import dev.sluice.standin.lambda.InvocationResult;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.VirtualThreadPool;

/**
 * Lambda's runtime API, by which functions' processes get their events, on a port of its own of
 * 127.0.0.1. Each process has a path of its own in front of the API's. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Using the Lambda
 *     runtime API for custom runtimes</a>
 */
public final class RuntimeApi implements AutoCloseable {
  private static final Pattern PATH =
      Pattern.compile(
          "/([^/]+)/2018-06-01/runtime/(?:(invocation/next)|(init/error)"
              + "|invocation/([^/]+)/(response|error))");

  private static final int MAXIMUM_BYTES = InvocationResult.MAXIMUM_BYTES;

  /**
   * Processes that start at once, of all functions: a machine that starts more than it has
   * processors for has all of them late. Lambda has no such limit.
   */
  private final Semaphore starts =
      new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);

  private final Map<String, FunctionProcess> processes = new ConcurrentHashMap<>();
  private final Server server = new Server(new VirtualThreadPool());
  private final ServerConnector connector = new ServerConnector(server, 1, 1);

  private RuntimeApi() {
    connector.setHost("127.0.0.1");
    connector.setIdleTimeout(0); // a process waits for its next event as long as it takes
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            answer(request).write(request, response, callback);
            return true;
          }
        });
    server.setStopTimeout(0);
  }

  Semaphore starts() {
    return starts;
  }

  /** Starts it on any free port. */
  public static RuntimeApi start() {
    RuntimeApi api = new RuntimeApi();
    try {
      api.server.start();
      return api;
    } catch (Exception e) {
      throw new IllegalStateException("The runtime API does not start: " + e.getMessage(), e);
    }
  }

  /** The value of {@code AWS_LAMBDA_RUNTIME_API} for a process. */
  String address(String processId) {
    return "127.0.0.1:" + connector.getLocalPort() + "/" + processId;
  }

  void add(FunctionProcess process) {
    processes.put(process.id(), process);
  }

  void remove(FunctionProcess process) {
    processes.remove(process.id());
  }

  private Reply answer(Request request) throws IOException, InterruptedException {
    Matcher path = PATH.matcher(request.getHttpURI().getPath());
    Optional<FunctionProcess> process =
        path.matches() ? Optional.ofNullable(processes.get(path.group(1))) : Optional.empty();
    return process.isPresent()
        ? reply(request, path, process.get())
        : Reply.error(404, "NotFound", "No such process or path");
  }

  private static Reply reply(Request request, Matcher path, FunctionProcess process)
      throws IOException, InterruptedException {
    if (path.group(2) != null) {
      return event(process.next());
    }
    Optional<byte[]> read = RequestBody.read(request, MAXIMUM_BYTES);
    if (read.isEmpty() && path.group(4) != null) {
      process.finished(path.group(4), InvocationResult.Failed.tooLarge());
      return Reply.error(413, "RequestEntityTooLarge", "Exceeded maximum allowed payload size");
    }
    byte[] body = read.orElse(new byte[0]);
    if (path.group(3) != null) {
      process.initialisationFailed(body);
    } else if (path.group(5).equals("response")) {
      process.finished(path.group(4), new InvocationResult.Returned(body));
    } else {
      process.finished(
          path.group(4), new InvocationResult.Failed(body, InvocationResult.Kind.THROWN));
    }
    return Reply.json(202, JsonNodeFactory.instance.objectNode().put("status", "OK"));
  }

  private static Reply event(FunctionProcess.Assignment assignment) {
    return new Reply(
        200,
        Map.of(
            "Content-Type",
            "application/json",
            "Lambda-Runtime-Aws-Request-Id",
            assignment.invocation().requestId(),
            "Lambda-Runtime-Invoked-Function-Arn",
            assignment.invocation().invokedArn(),
            "Lambda-Runtime-Deadline-Ms",
            Long.toString(assignment.deadlineMillis()),
            "Lambda-Runtime-Trace-Id",
            "Root=1-00000000-000000000000000000000000;Sampled=0"),
        assignment.invocation().payload());
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("The runtime API does not stop: " + e.getMessage(), e);
    }
  }
}
