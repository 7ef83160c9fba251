package dev.sluice.standin.policy;

/** Who wants to do something. */
public sealed interface Principal {
  /** What it is called in a refusal. */
  String name();

  /**
   * A function with its role.
   *
   * @param logicalId its key in the template
   */
  record Function(String logicalId, Role role) implements Principal {
    @Override
    public String name() {
      return role.sessionArn();
    }
  }

  /**
   * A service of the platform.
   *
   * @param name such as {@code events.amazonaws.com}
   */
  record Service(String name) implements Principal {}
}
