package dev.sluice.standin.fault;

import static dev.sluice.standin.fault.Occasion.Point.INVOCATION;
import static dev.sluice.standin.fault.Occasion.Point.POST;
import static dev.sluice.standin.fault.Occasion.Point.STORE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Plans as data. */
class FaultPlanTest {
  @Test
  void a_plan_is_read_from_json() {
    FaultPlan plan =
        FaultPlan.parse(
            """
            {"clock_shift": "1500ms", "seed": 7, "faults": [
              {"on": "post", "containing": "token", "from": 2, "times": 3, "do": "applied_then_reset"},
              {"on": "store", "by": "F", "operation": "PutItem", "times": "always", "chance": 0.5, "do": "throttle"},
              {"on": "invocation", "by": "F", "do": "kill"},
              {"on": "post", "by": "F", "do": "pause", "function": "G", "for": "2s"},
              {"on": "post", "do": "fail", "status": 503}
            ]}
            """);

    assertThat(plan)
        .isEqualTo(
            new FaultPlan(
                java.util.List.of(
                    new Fault(
                        Occasion.first(POST).containing("token").nth(2, 3),
                        new Effect.AppliedThenReset()),
                    new Fault(
                        Occasion.first(STORE)
                            .by("F")
                            .operation("PutItem")
                            .nth(1, Occasion.ALWAYS)
                            .chance(0.5),
                        new Effect.Throttle()),
                    new Fault(Occasion.first(INVOCATION).by("F"), new Effect.Kill("F", false)),
                    new Fault(
                        Occasion.first(POST).by("F"),
                        new Effect.Pause("G", Optional.of(Duration.ofSeconds(2)))),
                    new Fault(Occasion.first(POST), new Effect.Fail(503))),
                Duration.ofMillis(1500),
                7));
  }

  private static void refuses(String json, String message) {
    assertThatExceptionOfType(FaultException.class)
        .isThrownBy(() -> FaultPlan.parse(json))
        .withMessageContaining(message);
  }

  @Test
  void nonsense_is_refused() {
    refuses("nothing", "not JSON");
    refuses("{\"fault\": []}", "Unknown fields in the fault plan: fault");
    refuses("{\"faults\": [{\"on\": \"moon\", \"do\": \"gone\"}]}", "Expected on: post, store");
    refuses("{\"faults\": [{\"on\": \"post\", \"do\": \"vanish\"}]}", "no fault 'vanish'");
    refuses("{\"faults\": [{\"on\": \"post\", \"do\": \"kill\"}]}", "Expected a function");
    refuses("{\"faults\": [{\"on\": \"post\", \"do\": \"slow\", \"for\": \"soon\"}]}", "250ms");
    refuses(
        "{\"faults\": [{\"on\": \"post\", \"do\": \"gone\", \"from\": \"x\"}]}",
        "from to be a whole");
    refuses(
        "{\"faults\": [{\"on\": \"post\", \"do\": \"gone\", \"times\": \"x\"}]}",
        "times to be a whole");
    refuses("{\"faults\": [{\"on\": \"post\", \"do\": \"gone\", \"by\": 1}]}", "by to be a text");
    refuses(
        "{\"faults\": [{\"on\": \"post\", \"do\": \"gone\", \"chance\": \"x\"}]}", "chance to be");
    refuses("{\"faults\": {}}", "to be an array");
    refuses("{\"faults\": [{\"on\": \"store\", \"do\": \"gone\"}]}", "cannot be met by");
    refuses("{\"faults\": [{\"on\": \"post\", \"do\": \"gone\", \"from\": 0}]}", "from ≥ 1");
    refuses("{\"faults\": []} and more", "not JSON");
    refuses(
        "{\"faults\": [{\"on\": \"post\", \"do\": \"gone\", \"times\": 1.5}]}",
        "times to be a whole");
    refuses(
        "{\"faults\": [{\"on\": \"post\", \"do\": \"gone\", \"operation\": \"PutItem\"}]}",
        "have an operation");
    refuses(
        "{\"faults\": [{\"on\": \"post\", \"do\": \"gone\", \"status\": 503}]}", "has no status");
    refuses("{\"faults\": [{\"on\": \"post\", \"do\": \"fail\", \"status\": 200}]}", "400 to 599");
    refuses(
        "{\"faults\": [{\"on\": \"post\", \"do\": \"slow\", \"for\": \"99999999999999999999s\"}]}",
        "Expected a time");
  }
}
