package dev.sluice.standin.lambda;

import dev.sluice.standin.template.FunctionModel;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * The functions of a stack, invoked by name or ARN, now or later. Thread-safe.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/lambda-invocation.html">Understanding
 *     Lambda function invocation methods</a>
 */
public final class LambdaService implements AutoCloseable {
  private final Map<String, DeployedFunction> byName = new HashMap<>();
  private final AsyncQueue queue;
  private final InvocationGuard guard;

  /**
   * @param runtimes what runs each function
   * @param guard stands before each invocation
   */
  public LambdaService(
      Map<FunctionModel, FunctionRuntime> runtimes, AsyncRules rules, InvocationGuard guard) {
    runtimes.forEach(
        (model, runtime) -> byName.put(model.name(), DeployedFunction.of(model, runtime, guard)));
    this.queue = new AsyncQueue(rules);
    this.guard = guard;
  }

  /**
   * The function that a caller means.
   *
   * @param address a name or an ARN, either with or without an alias
   * @param qualifier an alias or version given apart from it
   * @return empty when there is no such function, alias or version
   */
  public Optional<InvocationTarget> find(String address, Optional<String> qualifier) {
    return FunctionAddress.parse(address)
        .filter(named -> byName.containsKey(named.name()))
        .flatMap(
            named -> {
              DeployedFunction function = Objects.requireNonNull(byName.get(named.name()));
              Optional<String> wanted = qualifier.or(named::qualifier);
              String arn = function.model().arn();
              return wanted.isEmpty()
                  ? Optional.of(new InvocationTarget(function, arn))
                  : wanted
                      .filter(q -> exists(function.model(), q))
                      .map(q -> new InvocationTarget(function, arn + ":" + q));
            });
  }

  private static boolean exists(FunctionModel model, String qualifier) {
    return qualifier.equals(FunctionAddress.LATEST)
        || model
            .alias()
            .map(alias -> alias.equals(qualifier) || qualifier.equals("1"))
            .orElse(false);
  }

  /** Runs the function and waits for its end. */
  public InvocationResult invoke(InvocationTarget target, byte[] payload) {
    return target.function().invoke(new Invocation(newRequestId(), target.arn(), payload));
  }

  /**
   * Puts an event into the function's queue.
   *
   * @return the invocation's request id
   */
  public String invokeLater(InvocationTarget target, byte[] payload) {
    Invocation invocation = new Invocation(newRequestId(), target.arn(), payload);
    int copies = guard.copies(target.function().model().logicalId(), invocation);
    for (int i = 0; i < copies; i++) {
      queue.accept(target, invocation);
    }
    return invocation.requestId();
  }

  /** Events that wait or run now. */
  public int pending() {
    return queue.pending();
  }

  static String newRequestId() {
    return UUID.randomUUID().toString();
  }

  /** Drops waiting events and closes the functions. */
  @Override
  public void close() {
    queue.close();
    byName.values().forEach(function -> function.runtime().close());
  }
}
