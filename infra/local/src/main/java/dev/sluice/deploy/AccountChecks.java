package dev.sluice.deploy;

import java.util.List;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** Looks at what fresh accounts lack, before a stack fails over it. */
public final class AccountChecks {
  /**
   * Each answer that is being written takes one execution, each question another for a moment.
   * Fresh accounts have 10.
   *
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
   *     quotas</a>
   */
  static final int ENOUGH = 100;

  private static final double WANTED = 1_000;

  /** "Concurrent executions". */
  private static final String QUOTA = "L-B99A9384";

  private final Account account;

  /** Checks of an account. */
  public AccountChecks(Account account) {
    this.account = account;
  }

  /**
   * All of them.
   *
   * @param roleComes whether the stack brings the role for API Gateway's logs
   */
  public List<Check> run(boolean roleComes) {
    return List.of(
        Check.good("account " + account.id() + ", region " + account.region()),
        concurrency(),
        logRole(roleComes));
  }

  private Check concurrency() {
    try (LambdaClient lambda = account.lambda()) {
      int free = lambda.getAccountSettings().accountLimit().unreservedConcurrentExecutions();
      String text = "Lambda runs " + free + " functions at a time here";
      return free >= ENOUGH
          ? Check.good(text)
          : new Check(
              Check.State.NARROW,
              text + ", which is " + Math.max(1, free - 2) + " answers at once at most",
              "ask AWS for " + (int) WANTED + " (it takes hours to days, and costs nothing)");
    } catch (SdkException e) {
      return unknown("how many functions Lambda runs at a time", e);
    }
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/developerguide/websocket-api-logging.html">WebSocket
   *     API logging</a>
   */
  private Check logRole(boolean roleComes) {
    if (roleComes) {
      return Check.good("the stack gives API Gateway its role for logs");
    }
    try {
      return !account.calls().gatewayLogRole().isBlank()
          ? Check.good("API Gateway has a role for its logs")
          : new Check(
              Check.State.MISSING,
              "API Gateway has no role for its logs in this account and region",
              "let the stack bring it (GatewayLogRole=yes)");
    } catch (DeployException e) {
      return unknown("whether API Gateway has a role for its logs", e);
    }
  }

  private static Check unknown(String what, RuntimeException failure) {
    return new Check(
        Check.State.NARROW, "could not see " + what + ": " + Account.firstLine(failure), "");
  }

  /** Asks AWS for more executions at a time; what came of it, for the person at the terminal. */
  public String askForConcurrency() {
    try {
      String status = account.calls().askForQuota("lambda", QUOTA, WANTED);
      return "asked AWS for 1,000 executions at a time: " + status;
    } catch (DeployException e) {
      return "could not ask for more executions: " + e.getMessage();
    }
  }
}
