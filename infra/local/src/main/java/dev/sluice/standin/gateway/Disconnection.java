package dev.sluice.standin.gateway;

/**
 * How API Gateway words the end of a connection in the {@code $disconnect} event. The wording for
 * 1005 was seen at AWS; AWS does not publish the others, which functions should not depend on.
 */
final class Disconnection {
  private Disconnection() {}

  /** The client's own reason, else the gateway's words for the code. */
  static String reason(int code, String given) {
    if (!given.isEmpty() && code < 1005) {
      return given;
    }
    return switch (code) {
      case 1000 -> "Connection Closed Normally";
      case 1005 -> "Client-side close frame status not set";
      case 1006 -> "Connection Closed Abnormally";
      default -> given;
    };
  }
}
