package dev.sluice.standin.fault;

import dev.sluice.standin.access.Caller;
import dev.sluice.standin.gateway.PostGuard;
import dev.sluice.standin.http.Reply;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * Faults of posts to connections.
 *
 * @param faults the plan in force
 */
public record PostFaults(Faults faults) implements PostGuard {
  @Override
  public Reply post(Caller caller, byte[] message, Supplier<Reply> delivery) {
    Call call =
        Call.by(caller, Occasion.Point.POST, "", new String(message, StandardCharsets.UTF_8));
    Supplier<Reply> answer = delivery;
    for (Effect effect : faults.meet(call)) {
      answer = around(effect, call, answer);
    }
    return answer.get();
  }

  private Supplier<Reply> around(Effect effect, Call call, Supplier<Reply> delivery) {
    return switch (effect) {
      case Effect.Gone e -> () -> Reply.error(410, "GoneException", "Gone");
      case Effect.Throttle e -> () -> Reply.error(429, "LimitExceededException", "Rate exceeded");
      case Effect.Fail e -> () -> error(e.status());
      case Effect.Reset e -> () -> Reply.RESET;
      case Effect.AppliedThenFail e -> () -> after(delivery, error(e.status()));
      case Effect.AppliedThenReset e -> () -> after(delivery, Reply.RESET);
      case Effect.Kill e ->
          () -> {
            Reply delivered = after(delivery, Reply.RESET);
            faults.kill(e, call);
            return delivered;
          };
      case Effect.Slow e -> delivery;
      case Effect.Pause e -> delivery;
      case Effect.Wake e -> delivery;
      case Effect.Duplicate e -> delivery;
    };
  }

  private static Reply after(Supplier<Reply> delivery, Reply answer) {
    Reply delivered = delivery.get();
    return delivered.status() == 200 ? answer : delivered;
  }

  private static Reply error(int status) {
    return Reply.error(status, "InternalServerErrorException", "Internal server error");
  }
}
