package dev.sluice.standin.gateway;

/** What an integration came to. */
sealed interface IntegrationOutcome {
  /** It answered. */
  record Answered(ProxyAnswer answer) implements IntegrationOutcome {}

  /**
   * It failed.
   *
   * @param status what a handshake is answered with
   * @param message what the client is told
   */
  record Failed(int status, String message) implements IntegrationOutcome {
    static final Failed ERROR = new Failed(502, "Internal server error");
    static final Failed THROTTLED = new Failed(500, "Internal server error");
    static final Failed TIMED_OUT = new Failed(504, "Endpoint request timed out");
  }
}
