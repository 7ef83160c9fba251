package dev.sluice.query;

import dev.sluice.session.Connection;
import dev.sluice.session.Counters;
import dev.sluice.session.Principal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;

/**
 * How much may be asked. A public key is used by everybody, so that each address has its own rate
 * and at most a twentieth of the tenant's day; when a budget is spent, its answers become
 * extractive instead of costing money. Thread-safe.
 */
final class Quota {
  private static final int SHARE = 20;

  private final Counters counters;

  Quota(Counters counters) {
    this.counters = counters;
  }

  /** What may be done with a question. */
  sealed interface Verdict {
    /** It is answered; without a model if the budget is spent. */
    record Within(boolean extractiveOnly) implements Verdict {}

    /** Too many in this minute. */
    record TooFast(Duration retryAfter) implements Verdict {}

    /** Too many today. */
    record Spent(Duration retryAfter) implements Verdict {}
  }

  /** Counts a question. */
  Verdict count(Connection connection, Instant now) {
    Principal principal = connection.principal();
    Counters.Windows windows = Counters.Windows.MINUTE_AND_DAY;
    Counters.Counts own = counters.count(name(connection), windows, now);
    if (own.brief() > principal.limits().questionsPerMinute()) {
      return new Verdict.TooFast(Duration.between(now, windows.briefEnd(now)));
    }
    int perDay = principal.limits().questionsPerDay();
    if (principal.isPublic() && own.all() > Math.max(1, perDay / SHARE)) {
      return new Verdict.Within(true);
    }
    boolean spent = counters.count("DAY#" + principal.tenant(), windows, now).all() > perDay;
    return spent && !principal.isPublic()
        ? new Verdict.Spent(Duration.between(now, windows.allEnd(now)))
        : new Verdict.Within(spent);
  }

  private static String name(Connection connection) {
    Principal principal = connection.principal();
    String who =
        principal.isPublic()
            ? "IP#" + encoded(connection.sourceIp())
            : "SUBJECT#" + encoded(principal.subject().value());
    return who + "#" + principal.tenant();
  }

  private static String encoded(String part) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(part.getBytes(StandardCharsets.UTF_8));
  }
}
