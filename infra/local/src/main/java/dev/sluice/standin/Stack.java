package dev.sluice.standin;

import dev.sluice.standin.access.PermissionCheck;
import dev.sluice.standin.dynamodb.DynamoDbException;
import dev.sluice.standin.dynamodb.LocalDynamoDb;
import dev.sluice.standin.event.ObjectEvents;
import dev.sluice.standin.fault.FaultException;
import dev.sluice.standin.fault.Faults;
import dev.sluice.standin.fault.FunctionControl;
import dev.sluice.standin.gateway.Gateway;
import dev.sluice.standin.lambda.HandlerException;
import dev.sluice.standin.lambda.InvocationResult;
import dev.sluice.standin.lambda.InvocationTarget;
import dev.sluice.standin.lambda.LambdaService;
import dev.sluice.standin.policy.PolicyException;
import dev.sluice.standin.queue.QueueService;
import dev.sluice.standin.template.FunctionModel;
import dev.sluice.standin.template.StackModel;
import dev.sluice.standin.template.TemplateException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A running stack: API Gateway, Lambda, DynamoDB, SQS, S3 and what else a template asks for, on one
 * port of 127.0.0.1. Thread-safe.
 */
public final class Stack implements AutoCloseable {
  private final StackModel model;
  private final StackParts parts;

  private Stack(StackModel model, StackParts parts) {
    this.model = model;
    this.parts = parts;
  }

  /**
   * Starts a stack and waits until it answers.
   *
   * @throws StackException when it cannot be started; nothing of it is left then
   */
  public static Stack start(StackOptions options) {
    StackStarter starter = new StackStarter(options);
    try {
      StackParts parts = starter.start();
      return new Stack(parts.model(), parts);
    } catch (TemplateException
        | PolicyException
        | DynamoDbException
        | HandlerException
        | FaultException e) {
      starter.closer().close();
      throw new StackException(String.valueOf(e.getMessage()), e);
    } catch (StackException e) {
      starter.closer().close();
      throw e;
    } catch (Exception e) {
      starter.closer().close();
      throw new StackException("The stack does not start: " + e, e);
    }
  }

  /** The port on 127.0.0.1. */
  public int port() {
    return parts.server().port();
  }

  /** The WebSocket's address. */
  public URI webSocketUri() {
    return URI.create("ws://127.0.0.1:" + port() + "/");
  }

  /** What of the template runs. */
  public StackModel model() {
    return model;
  }

  /** The times of the start, in the order in which the steps ended. */
  public List<Step> steps() {
    return parts.steps();
  }

  /**
   * All the variables of a function, with the key of {@link StackOptions#credentials()}; each
   * instance of the function has a key of its own.
   *
   * @throws IllegalArgumentException when the template has no such function
   */
  public Map<String, String> environment(String logicalId) {
    return parts.environment().of(function(logicalId), parts.environment().options().credentials());
  }

  /**
   * All the variables of one more instance of a function, with a key of its own: whoever calls the
   * stack with it may do what the function may.
   *
   * @throws IllegalArgumentException when the template has no such function
   */
  public Map<String, String> instanceEnvironment(String logicalId) {
    return parts.functionParts().seed(function(logicalId)).environment();
  }

  /** The variables that a program beside the functions needs in order to reach this stack. */
  public Map<String, String> clientEnvironment() {
    return parts.environment().ofClients();
  }

  /** Invokes a function as the platform does, through its alias, and waits for its end. */
  public InvocationResult invoke(String logicalId, String json) {
    return parts.lambda().invoke(target(logicalId), json.getBytes(StandardCharsets.UTF_8));
  }

  /** Puts an event into a function's queue. */
  public void invokeLater(String logicalId, String json) {
    parts.lambda().invokeLater(target(logicalId), json.getBytes(StandardCharsets.UTF_8));
  }

  /** Asynchronous invocations that wait or run. */
  public int pendingInvocations() {
    return parts.lambda().pending();
  }

  /** How many clients are connected. */
  public int connections() {
    return parts.gateway().map(Gateway::connections).orElse(0);
  }

  /** DynamoDB's address, when the template has a table. */
  public Optional<URI> dynamoDbEndpoint() {
    return parts.dynamoDb().map(LocalDynamoDb::endpoint);
  }

  /** The name of a table. */
  public String tableName(String logicalId) {
    return Objects.requireNonNull(model.tables().get(logicalId), logicalId).name();
  }

  /** The queues. */
  public QueueService queues() {
    return parts.queues();
  }

  /** Where whatever keeps a bucket's objects reports their changes. */
  public ObjectEvents objects() {
    return parts.objects();
  }

  /** What functions and services may do, and what they were denied. */
  public PermissionCheck permissions() {
    return parts.permissions();
  }

  /** What goes wrong; another plan can be put in force at any time. */
  public Faults faults() {
    return parts.faults();
  }

  /** Kills, holds and wakes functions by hand. */
  public FunctionControl functions() {
    return parts.functions();
  }

  /** The processes that run a function now; none where functions run in this process. */
  public List<Long> processIds(String logicalId) {
    return parts.functions().processIds(logicalId);
  }

  private InvocationTarget target(String logicalId) {
    LambdaService lambda = parts.lambda();
    return lambda.find(function(logicalId).invokedArn(), Optional.empty()).orElseThrow();
  }

  private FunctionModel function(String logicalId) {
    FunctionModel function = model.functions().get(logicalId);
    if (function == null) {
      throw new IllegalArgumentException(
          "Expected one of " + model.functions().keySet() + " but got " + logicalId);
    }
    return function;
  }

  /** Ends connections and everything that runs. Functions are not told of the lost connections. */
  @Override
  public void close() {
    parts.closer().close();
  }
}
