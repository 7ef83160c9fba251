package dev.sluice.answer;

/** One message of a prompt, in no provider's format. */
public record Message(Role role, String content) {
  /** Who speaks. */
  public enum Role {
    /** The visitor. */
    USER,
    /** The model. */
    ASSISTANT
  }
}
