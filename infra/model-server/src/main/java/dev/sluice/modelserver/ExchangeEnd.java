package dev.sluice.modelserver;

/** How an exchange ended. */
public enum ExchangeEnd {
  /** It has not. */
  RUNNING,
  /** The server has sent everything. */
  FINISHED,
  /** The server has cut the connection, as its script says. */
  CUT,
  /** The client has left before the server was done. */
  CLIENT_CLOSED
}
