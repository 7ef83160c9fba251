package dev.sluice.standin.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.standin.ManualTimer;
import dev.sluice.standin.template.AsyncSettings;
import dev.sluice.standin.template.FunctionModel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/**
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html">How
 *     Lambda handles errors and retries with asynchronous invocation</a>
 */
class AsyncQueueTest {
  private static final String FAILURES = "arn:aws:sqs:r:000000000000:failures";
  private static final String LETTERS = "arn:aws:sqs:r:000000000000:letters";
  private static final InvocationResult FAILED =
      new InvocationResult.Failed(ErrorDocument.of("Oops", "no"), InvocationResult.Kind.THROWN);
  private static final InvocationResult RETURNED = new InvocationResult.Returned("7".getBytes());

  private final ManualTimer timer = new ManualTimer();
  private final Script script = new Script();
  private final List<String> told = new ArrayList<>();

  /** Gives results in order, then succeeds. */
  private final class Script implements FunctionRuntime {
    final Deque<InvocationResult> results = new ArrayDeque<>();
    final List<Duration> times = new ArrayList<>();
    final List<String> requestIds = new ArrayList<>();

    @Override
    public InvocationResult invoke(Invocation invocation) {
      times.add(Duration.between(java.time.Instant.EPOCH, timer.instant()));
      requestIds.add(invocation.requestId());
      return results.isEmpty() ? RETURNED : results.poll();
    }

    @Override
    public void initialise() {}

    @Override
    public void kill() {}

    @Override
    public void pause() {}

    @Override
    public void wake() {}

    @Override
    public List<Long> processIds() {
      return List.of();
    }

    @Override
    public boolean awaitAwake() {
      return true;
    }

    @Override
    public void close() {}
  }

  private LambdaService service(AsyncSettings async) {
    FunctionModel model =
        new FunctionModel(
            "F",
            "f",
            "arn:aws:lambda:r:000000000000:function:f",
            Optional.of("live"),
            "x.Y",
            Optional.empty(),
            128,
            Duration.ofSeconds(3),
            Map.of(),
            async,
            OptionalInt.empty());
    return new LambdaService(
        Map.of(model, script),
        new AsyncRules(AsyncTiming.LAMBDA, timer, timer, (arn, body) -> told.add(arn + " " + body)),
        InvocationGuard.OPEN);
  }

  private static AsyncSettings settings(int retries, Duration age) {
    return new AsyncSettings(
        retries, age, Optional.empty(), Optional.of(FAILURES), Optional.of(LETTERS));
  }

  private void send(LambdaService service, String address) {
    service.invokeLater(
        service.find(address, Optional.empty()).orElseThrow(),
        "{\"a\":1}".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_failure_is_retried_after_one_and_after_two_minutes_with_the_same_request_id() {
    script.results.addAll(List.of(FAILED, FAILED));
    LambdaService service = service(AsyncSettings.DEFAULT);
    send(service, "f:live");
    timer.pass(Duration.ofHours(1));

    assertThat(script.times)
        .containsExactly(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(3));
    assertThat(script.requestIds.stream().distinct()).hasSize(1);
    assertThat(service.pending()).isZero();
  }

  @Test
  void what_fails_too_often_goes_to_the_destination_and_the_dead_letters() throws Exception {
    script.results.addAll(List.of(FAILED, FAILED, FAILED));
    LambdaService service = service(settings(1, Duration.ofHours(6)));
    send(service, "f:live");
    timer.pass(Duration.ofHours(1));

    assertThat(script.times).hasSize(2);
    assertThat(told.getFirst()).isEqualTo(LETTERS + " {\"a\":1}");
    JsonNode message = new ObjectMapper().readTree(told.getLast().substring(FAILURES.length()));
    assertThat(message.at("/requestContext/condition").asText()).isEqualTo("RetriesExhausted");
    assertThat(message.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(2);
    assertThat(message.at("/requestContext/functionArn").asText()).endsWith(":function:f:live");
    assertThat(message.at("/requestPayload/a").asInt()).isEqualTo(1);
    assertThat(message.at("/responseContext/functionError").asText()).isEqualTo("Unhandled");
    assertThat(message.at("/responsePayload/errorMessage").asText()).isEqualTo("no");
    assertThat(service.pending()).isZero();
  }

  @Test
  void an_event_that_would_be_too_old_is_not_retried() {
    script.results.addAll(List.of(FAILED, FAILED, FAILED));
    send(service(settings(2, Duration.ofSeconds(90))), "f:live");
    timer.pass(Duration.ofHours(1));

    assertThat(script.times).hasSize(2);
    assertThat(told.getLast()).contains("EventAgeExceeded");
  }

  @Test
  void throttles_are_tried_again_and_again_and_count_as_no_retry() {
    for (int i = 0; i < 5; i++) {
      script.results.add(new InvocationResult.Throttled());
    }
    LambdaService service = service(settings(0, Duration.ofHours(6)));
    send(service, "f:live");
    timer.pass(Duration.ofHours(1));

    assertThat(script.times)
        .extracting(Duration::toSeconds)
        .containsExactly(0L, 1L, 3L, 7L, 15L, 31L);
    assertThat(told).isEmpty();
    assertThat(service.pending()).isZero();
  }

  /** The settings belong to the alias; without it Lambda's own hold. */
  @Test
  void an_invocation_that_passes_by_the_alias_has_the_default_settings() {
    script.results.addAll(List.of(FAILED, FAILED, FAILED));
    send(service(settings(0, Duration.ofHours(6))), "f");
    timer.pass(Duration.ofHours(1));

    assertThat(script.times).hasSize(3);
    assertThat(told).isEmpty();
  }

  @Test
  void events_are_dropped_once_the_service_is_closed() {
    script.results.add(FAILED);
    LambdaService service = service(AsyncSettings.DEFAULT);
    send(service, "f:live");
    timer.pass(Duration.ofSeconds(1));
    service.close();
    timer.pass(Duration.ofHours(1));

    assertThat(script.times).hasSize(1);
  }
}
