package dev.sluice.standin.gateway;

import java.util.Optional;

/** How a handshake ends. */
sealed interface Connecting {
  /**
   * The connection is opened.
   *
   * @param admitted who connects
   * @param subprotocol what the function chose of the client's offers
   */
  record Accepted(Admitted admitted, Optional<String> subprotocol) implements Connecting {}

  /**
   * The upgrade is refused.
   *
   * @param status the HTTP status
   * @param body a JSON document
   */
  record Refused(int status, String body) implements Connecting {}
}
