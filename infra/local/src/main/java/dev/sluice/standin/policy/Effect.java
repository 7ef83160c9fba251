package dev.sluice.standin.policy;

/** What a statement does to the requests that it is about. */
enum Effect {
  ALLOW,
  DENY
}
