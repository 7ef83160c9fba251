package dev.sluice.standin.access;

import java.io.Serial;

/** A request to a service that cannot be met. */
public final class ServiceException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String type;

  /**
   * @param type the service's name of the error
   */
  public ServiceException(String type, String message) {
    super(message);
    this.type = type;
  }

  String type() {
    return type;
  }
}
