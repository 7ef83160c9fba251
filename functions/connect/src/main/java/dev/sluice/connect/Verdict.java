package dev.sluice.connect;

import dev.sluice.session.TenantId;

/** Whether a connection may be opened. */
sealed interface Verdict {
  /** It may. */
  record Admitted(TenantId tenant) implements Verdict {}

  /** It may not: the HTTP status of the handshake and why. */
  enum Refused implements Verdict {
    /** Nothing says who it is. */
    NO_TOKEN(401, "Expected a key as 'token' in the query string, but got none."),
    /** Nobody we know. */
    UNKNOWN_TOKEN(401, "The key is unknown or disabled, or the token is not good."),
    /** It was good once. */
    EXPIRED_TOKEN(401, "The token has expired."),
    /** It went around what stands in front of the gateway. */
    NOT_THROUGH_THE_EDGE(403, "Connections are taken at another address."),
    /** The key is bound to other pages. */
    FOREIGN_ORIGIN(403, "The key may not be used from this origin."),
    /** One address connects too often. */
    TOO_MANY(429, "Too many connections in a minute from this address.");

    private final int status;
    private final String explanation;

    Refused(int status, String explanation) {
      this.status = status;
      this.explanation = explanation;
    }

    int status() {
      return status;
    }

    String explanation() {
      return explanation;
    }
  }
}
