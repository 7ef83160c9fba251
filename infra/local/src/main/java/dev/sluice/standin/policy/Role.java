package dev.sluice.standin.policy;

import java.util.List;

/**
 * A role and what it may do.
 *
 * @param name such as {@code local-EchoFunctionRole}
 * @param account twelve digits
 * @param session who has taken it: the function's name
 * @param policies all that are attached to it
 */
public record Role(String name, String account, String session, List<Policy> policies) {
  /** Copies the list. */
  public Role {
    policies = List.copyOf(policies);
  }

  /** The role itself. */
  String arn() {
    return "arn:aws:iam::" + account + ":role/" + name;
  }

  /** The role as it has been taken. */
  String sessionArn() {
    return "arn:aws:sts::" + account + ":assumed-role/" + name + "/" + session;
  }

  /** The account as a principal. */
  String rootArn() {
    return "arn:aws:iam::" + account + ":root";
  }
}
