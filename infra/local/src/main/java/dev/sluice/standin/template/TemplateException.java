package dev.sluice.standin.template;

import java.io.Serial;

/** A template that cannot be read, or that asks for something that is not available locally. */
public final class TemplateException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * @param message one line that names the part of the template, what was expected and what came
   */
  public TemplateException(String message) {
    super(message);
  }
}
