package dev.sluice.standin.fault;

import static dev.sluice.standin.fault.Occasion.Point.INVOCATION;
import static dev.sluice.standin.fault.Occasion.Point.POST;
import static dev.sluice.standin.fault.Occasion.Point.STORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2WebSocketEvent;
import dev.sluice.standin.ForeignStack;
import dev.sluice.standin.ManagementClient;
import dev.sluice.standin.SocketClient;
import dev.sluice.standin.Stack;
import dev.sluice.standin.TableClient;
import dev.sluice.standin.lambda.AsyncTiming;
import dev.sluice.standin.lambda.InvocationResult;
import foreign.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.ApiGatewayManagementApiException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.LimitExceededException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.InternalServerErrorException;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/** Faults do what they say. */
class FaultsTest {
  private static final Duration SOON = Duration.ofMillis(50);
  private static Stack stack;
  private static ApiGatewayManagementApiClient connections;
  private SocketClient client;
  private String id;

  @BeforeAll
  static void start() {
    stack =
        Stack.start(ForeignStack.options().asyncTiming(new AsyncTiming(SOON, SOON, SOON)).build());
    connections = ManagementClient.of(stack);
  }

  @AfterAll
  static void stop() {
    connections.close();
    stack.close();
  }

  @BeforeEach
  void connect() throws Exception {
    client = SocketClient.connect(stack.webSocketUri());
    id = ForeignStack.idOf(client);
    Seen.forget();
  }

  @AfterEach
  void disconnect() {
    stack.faults().use(FaultPlan.NONE);
    client.close();
  }

  private static void use(Occasion when, Effect then) {
    stack.faults().use(FaultPlan.of(new Fault(when, then)));
  }

  /** What functions have done since the test began, but for the door's: clients leave late. */
  private static List<Seen.Call> jobs() {
    return Seen.calls().stream()
        .filter(call -> !(call.event() instanceof APIGatewayV2WebSocketEvent))
        .toList();
  }

  private void post(String text) {
    connections.postToConnection(p -> p.connectionId(id).data(SdkBytes.fromUtf8String(text)));
  }

  /** What does not arrive would come before what is sent here. */
  private void nothingElseArrives() throws Exception {
    post("last");
    assertThat(client.next()).isEqualTo("last");
  }

  @Test
  void a_post_is_gone() throws Exception {
    use(Occasion.first(POST), new Effect.Gone());

    assertThatExceptionOfType(GoneException.class).isThrownBy(() -> post("a"));
    nothingElseArrives();
  }

  @Test
  void the_second_and_third_post_are_throttled() throws Exception {
    use(Occasion.first(POST).nth(2, 2), new Effect.Throttle());

    post("a");
    assertThatExceptionOfType(LimitExceededException.class).isThrownBy(() -> post("b"));
    assertThatExceptionOfType(LimitExceededException.class).isThrownBy(() -> post("c"));
    post("d");
    assertThat(List.of(client.next(), client.next())).containsExactly("a", "d");
    assertThat(stack.faults().happened()).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void a_post_fails() throws Exception {
    use(Occasion.first(POST), new Effect.Fail(503));

    assertThatExceptionOfType(ApiGatewayManagementApiException.class)
        .isThrownBy(() -> post("a"))
        .satisfies(e -> assertThat(e.statusCode()).isEqualTo(503));
    nothingElseArrives();
  }

  @Test
  void the_connection_of_a_post_is_cut_before_it_is_delivered() throws Exception {
    use(Occasion.first(POST).containing("cut"), new Effect.Reset());

    assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> post("cut me"));
    nothingElseArrives();
  }

  @Test
  void a_post_of_unknown_outcome_is_delivered_and_cut() throws Exception {
    use(Occasion.first(POST).containing("cut"), new Effect.AppliedThenReset());

    assertThatExceptionOfType(SdkClientException.class).isThrownBy(() -> post("cut me"));
    assertThat(client.next()).isEqualTo("cut me");
  }

  @Test
  void a_post_is_delivered_and_fails() throws Exception {
    use(Occasion.first(POST), new Effect.AppliedThenFail(500));

    assertThatExceptionOfType(ApiGatewayManagementApiException.class).isThrownBy(() -> post("a"));
    assertThat(client.next()).isEqualTo("a");
  }

  @Test
  void a_slow_post_arrives_after_a_later_one() throws Exception {
    use(Occasion.first(POST).containing("slow"), new Effect.Slow(Duration.ofSeconds(2)));
    Thread slow = Thread.ofVirtual().start(() -> post("slow"));
    Awaitility.await().until(() -> !stack.faults().happened().isEmpty());
    post("quick");

    assertThat(client.next()).isEqualTo("quick");
    assertThat(client.next()).isEqualTo("slow");
    slow.join();
  }

  @Test
  void a_function_that_is_killed_at_a_post_has_no_further_effect_and_is_made_anew()
      throws Exception {
    use(Occasion.first(POST).by("EchoFunction").nth(2, 1), new Effect.Kill("EchoFunction", false));
    client.send("stubborn");

    assertThat(client.next()).isEqualTo("stubborn 1");
    assertThat(client.next()).contains("Internal server error");
    client.send("again");
    assertThat(client.next()).isEqualTo("hello from local: again");
  }

  @Test
  void a_function_can_be_killed_after_its_post_was_delivered() throws Exception {
    use(Occasion.first(POST).by("EchoFunction"), new Effect.Kill("EchoFunction", true));
    client.send("stubborn");

    assertThat(client.next()).isEqualTo("stubborn 1");
    assertThat(client.next()).contains("Internal server error");
    nothingElseArrives();
  }

  @Test
  void a_function_is_held_at_a_post_until_it_is_woken() throws Exception {
    use(
        Occasion.first(POST).by("EchoFunction").nth(2, 1),
        new Effect.Pause("EchoFunction", Optional.empty()));
    client.send("stubborn");
    assertThat(client.next()).isEqualTo("stubborn 1");
    post("meanwhile");
    assertThat(client.next()).isEqualTo("meanwhile");
    // it may be held a little later than its first message arrives
    Awaitility.await()
        .until(
            () -> {
              stack.functions().wake("EchoFunction");
              return client.hasNext();
            });

    assertThat(client.next()).isEqualTo("stubborn 2");
    assertThat(client.next()).isEqualTo("stubborn 3");
  }

  @Test
  void a_function_that_is_held_wakes_by_itself_when_the_plan_says_so() throws Exception {
    use(
        Occasion.first(POST).by("EchoFunction"),
        new Effect.Pause("EchoFunction", Optional.of(SOON)));

    assertThat(client.send("hi").next()).endsWith("hi");
  }

  @Test
  void an_event_is_handed_to_the_function_twice() {
    use(Occasion.first(INVOCATION).by("JobFunction"), new Effect.Duplicate());
    stack.invokeLater("JobFunction", "{\"a\":1}");
    Awaitility.await().until(() -> jobs().size() == 2);

    assertThat(jobs().stream().map(call -> call.context().getAwsRequestId()).distinct()).hasSize(1);
  }

  @Test
  void an_invocation_that_is_killed_at_its_start_is_retried() {
    use(Occasion.first(INVOCATION).by("JobFunction"), new Effect.Kill("JobFunction", false));
    stack.invokeLater("JobFunction", "{\"a\":1}");
    Awaitility.await().until(() -> stack.pendingInvocations() == 0);

    assertThat(jobs()).hasSize(1);
  }

  @Test
  void an_invocation_that_is_killed_at_its_end_is_retried_too() {
    use(Occasion.first(INVOCATION).by("JobFunction"), new Effect.Kill("JobFunction", true));
    stack.invokeLater("JobFunction", "{\"a\":1}");
    Awaitility.await().until(() -> stack.pendingInvocations() == 0);

    assertThat(jobs()).hasSize(2);
  }

  @Test
  void what_is_killed_too_often_goes_to_the_failure_destination() {
    use(
        Occasion.first(INVOCATION).by("JobFunction").nth(1, Occasion.ALWAYS),
        new Effect.Kill("JobFunction", false));
    stack.invokeLater("JobFunction", "{\"lost\":1}");
    String failures = stack.model().queues().get("Failures").arn();
    Awaitility.await().until(() -> !stack.queues().bodies(failures).isEmpty());

    assertThat(stack.queues().bodies(failures).getLast())
        .contains("\"requestPayload\":{\"lost\":1}")
        .contains("Runtime.ExitError");
  }

  @Test
  void an_invocation_is_throttled() {
    use(Occasion.first(INVOCATION).by("JobFunction"), new Effect.Throttle());

    assertThat(stack.invoke("JobFunction", "{}")).isInstanceOf(InvocationResult.Throttled.class);
    assertThat(stack.invoke("JobFunction", "{}")).isInstanceOf(InvocationResult.Returned.class);
  }

  private static Map<String, AttributeValue> item(String pk) {
    return Map.of("pk", AttributeValue.fromS(pk), "sk", AttributeValue.fromS("x"));
  }

  private static void put(DynamoDbClient db, String pk) {
    db.putItem(p -> p.tableName(stack.tableName("Visits")).item(item(pk)));
  }

  private static boolean has(DynamoDbClient db, String pk) {
    return db.getItem(g -> g.tableName(stack.tableName("Visits")).key(item(pk))).hasItem();
  }

  @Test
  void the_store_throttles_fails_and_is_cut_without_doing_anything() {
    for (Map.Entry<Effect, Class<? extends Exception>> fault :
        Map.<Effect, Class<? extends Exception>>of(
                new Effect.Throttle(), ProvisionedThroughputExceededException.class,
                new Effect.Fail(500), InternalServerErrorException.class,
                new Effect.Reset(), SdkClientException.class)
            .entrySet()) {
      use(Occasion.first(STORE).operation("PutItem"), fault.getKey());
      try (DynamoDbClient db = TableClient.withoutRetries(stack)) {
        assertThatExceptionOfType(fault.getValue()).isThrownBy(() -> put(db, "nothing"));
        assertThat(has(db, "nothing")).isFalse();
        put(db, "second");
        assertThat(has(db, "second")).isTrue();
      }
    }
  }

  @Test
  void the_store_does_what_it_says_has_failed() {
    for (Map.Entry<Effect, Class<? extends Exception>> fault :
        Map.<Effect, Class<? extends Exception>>of(
                new Effect.AppliedThenFail(500), InternalServerErrorException.class,
                new Effect.AppliedThenReset(), SdkClientException.class)
            .entrySet()) {
      String pk = fault.getKey().toString();
      use(Occasion.first(STORE).operation("PutItem"), fault.getKey());
      try (DynamoDbClient db = TableClient.withoutRetries(stack)) {
        assertThatExceptionOfType(fault.getValue()).isThrownBy(() -> put(db, pk));
        assertThat(has(db, pk)).isTrue();
      }
    }
  }

  @Test
  void the_gateways_clock_is_ahead() throws Exception {
    stack.faults().use(new FaultPlan(List.of(), Duration.ofHours(1), 0));
    String pong = client.send("{\"do\":{\"what\":\"ping\"}}").next();

    assertThat(Instant.ofEpochMilli(Long.parseLong(pong.replaceAll(".*:(\\d+)}", "$1"))))
        .isAfter(Instant.now().plusSeconds(1800));
  }

  @Test
  void an_invocation_is_delayed_and_whoever_sent_the_event_does_not_wait() throws Exception {
    Duration delay = Duration.ofSeconds(4);
    for (Effect effect :
        List.of(new Effect.Slow(delay), new Effect.Pause("JobFunction", Optional.of(delay)))) {
      use(Occasion.first(INVOCATION).by("JobFunction"), effect);
      assertTimeoutPreemptively(
          Duration.ofSeconds(3), () -> stack.invokeLater("JobFunction", "{\"a\":1}"));

      assertThat(stack.pendingInvocations()).isPositive();
      assertThat(Seen.calls()).isEmpty();
    }
    Awaitility.await().until(() -> stack.pendingInvocations() == 0);
    assertThat(Seen.calls()).hasSize(2);
  }

  @Test
  void another_function_can_be_killed_at_an_invocation() throws Exception {
    client.send("slow");
    Awaitility.await().until(() -> !Seen.calls().isEmpty());
    use(Occasion.first(INVOCATION).by("JobFunction"), new Effect.Kill("EchoFunction", false));

    assertThat(stack.invoke("JobFunction", "{}")).isInstanceOf(InvocationResult.Returned.class);
    assertThat(client.next()).contains("Internal server error");
  }

  @Test
  void the_store_is_slow() {
    use(Occasion.first(STORE).operation("PutItem"), new Effect.Slow(Duration.ofMillis(300)));
    long begin = System.nanoTime();
    try (DynamoDbClient db = TableClient.withoutRetries(stack)) {
      put(db, "slow");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(SOON.multipliedBy(5));
      assertThat(has(db, "slow")).isTrue();
    }
  }
}
