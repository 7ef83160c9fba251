package dev.sluice.session;

/** The gateway's id of one WebSocket; opaque, never empty. */
public record ConnectionId(String value) {
  /**
   * @throws IllegalArgumentException if the value is empty
   */
  public ConnectionId {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("Expected a connection id but got an empty text");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
