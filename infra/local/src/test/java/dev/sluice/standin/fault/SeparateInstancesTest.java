package dev.sluice.standin.fault;

import static dev.sluice.standin.fault.Occasion.Point.POST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.standin.ForeignStack;
import dev.sluice.standin.SocketClient;
import dev.sluice.standin.Stack;
import java.util.Optional;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where each invocation has an instance of its own, a fault strikes the one that calls. */
final class SeparateInstancesTest {
  private static Stack stack;

  @BeforeAll
  static void start() {
    stack = Stack.start(ForeignStack.options().separate(Set.of("EchoFunction")).build());
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @Test
  void one_is_killed_and_one_held_and_the_others_go_on() throws Exception {
    stack
        .faults()
        .use(
            FaultPlan.of(
                new Fault(
                    Occasion.first(POST).containing("to be held"),
                    new Effect.Pause("EchoFunction", Optional.empty()))));
    try (SocketClient held = SocketClient.connect(stack.webSocketUri());
        SocketClient killed = SocketClient.connect(stack.webSocketUri());
        SocketClient other = SocketClient.connect(stack.webSocketUri())) {
      held.send("to be held");
      assertThat(other.send("one").next()).endsWith("one");

      stack
          .faults()
          .add(
              FaultPlan.of(
                  new Fault(
                      Occasion.first(POST).containing("to be killed"),
                      new Effect.Kill("EchoFunction", false))));
      assertThat(killed.send("to be killed").next()).contains("Internal server error");
      assertThat(other.send("two").next()).endsWith("two");

      Awaitility.await()
          .until(
              () -> {
                stack.functions().wake("EchoFunction");
                return held.hasNext();
              });
      assertThat(held.next()).endsWith("to be held");
    }
  }
}
