package dev.sluice.standin.gateway;

import dev.sluice.standin.access.PermissionCheck;
import dev.sluice.standin.lambda.InvocationResult;
import dev.sluice.standin.lambda.InvocationTarget;
import dev.sluice.standin.lambda.LambdaService;
import dev.sluice.standin.policy.AccessRequest;
import dev.sluice.standin.template.Integration;
import dev.sluice.standin.template.RouteModel;
import dev.sluice.standin.template.TemplateException;
import dev.sluice.standin.template.WebSocketApiModel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs the integrations of an API's routes. Thread-safe. */
final class Integrations {
  private final WebSocketApiModel api;
  private final LambdaService lambda;
  private final PermissionCheck permissions;
  private final Duration longest;
  private final Map<String, InvocationTarget> functions = new HashMap<>();
  private final Map<String, MockIntegration> mocks = new HashMap<>();

  /**
   * @param longest the time-out whatever the template says
   * @throws TemplateException when a route invokes a function or alias that does not exist
   */
  Integrations(
      WebSocketApiModel api, LambdaService lambda, PermissionCheck permissions, Duration longest) {
    this.api = api;
    this.lambda = lambda;
    this.permissions = permissions;
    this.longest = longest;
    for (RouteModel route : api.routes().values()) {
      switch (route.integration()) {
        case Integration.LambdaProxy proxy ->
            functions.put(route.key(), target(route.key(), proxy.functionArn()));
        case Integration.Mock mock ->
            mocks.put(route.key(), new MockIntegration(route.key(), mock));
      }
    }
  }

  private InvocationTarget target(String route, String arn) {
    return lambda
        .find(arn, Optional.empty())
        .orElseThrow(
            () ->
                new TemplateException(
                    "The route " + route + " invokes " + arn + ", which the template has not"));
  }

  /** Runs a route's integration, blocking for at most its time-out. */
  IntegrationOutcome run(RouteModel route, RequestContext context, Events events, byte[] event) {
    return switch (route.integration()) {
      case Integration.LambdaProxy proxy -> invoke(route.key(), proxy.timeout(), event);
      case Integration.Mock mock ->
          Objects.requireNonNull(mocks.get(route.key()))
              .answer(events.contextOf(context))
              .<IntegrationOutcome>map(IntegrationOutcome.Answered::new)
              .orElse(IntegrationOutcome.Failed.ERROR);
    };
  }

  /**
   * The function's own policy must let the API invoke it.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html">Viewing
   *     resource-based IAM policies in Lambda</a>
   */
  private boolean isAllowed(String route, InvocationTarget target) {
    AccessRequest wanted =
        AccessRequest.of("lambda:InvokeFunction", target.arn())
            .with("aws:SourceArn", List.of(api.arn() + "/" + route));
    return permissions.denial("apigateway.amazonaws.com", wanted).isEmpty();
  }

  private IntegrationOutcome invoke(String route, Duration timeout, byte[] event) {
    InvocationTarget target = Objects.requireNonNull(functions.get(route));
    if (!isAllowed(route, target)) {
      return IntegrationOutcome.Failed.ERROR;
    }
    Duration limit = timeout.compareTo(longest) < 0 ? timeout : longest;
    CompletableFuture<InvocationResult> result = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("standin-integration")
        .start(() -> result.complete(lambda.invoke(target, event)));
    try {
      return switch (result.get(limit.toNanos(), TimeUnit.NANOSECONDS)) {
        case InvocationResult.Returned returned ->
            ProxyAnswer.parse(returned.payload())
                .<IntegrationOutcome>map(IntegrationOutcome.Answered::new)
                .orElse(IntegrationOutcome.Failed.ERROR);
        case InvocationResult.Failed failed -> IntegrationOutcome.Failed.ERROR;
        case InvocationResult.Throttled throttled -> IntegrationOutcome.Failed.THROTTLED;
      };
    } catch (TimeoutException e) {
      return IntegrationOutcome.Failed.TIMED_OUT; // the function goes on; nobody waits for it
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return IntegrationOutcome.Failed.ERROR;
    } catch (ExecutionException e) {
      throw new IllegalStateException("An invocation never completes with an exception", e);
    }
  }
}
