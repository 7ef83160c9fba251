package dev.sluice.standin.fault;

import dev.sluice.standin.access.Caller;

/**
 * Something that happens in the stack, and may go wrong.
 *
 * @param at what kind of call
 * @param by the function that makes it, or that is invoked
 * @param instance the access key of the instance that makes it; empty for invocations
 * @param operation the store's operation; else empty
 * @param body its body, decoded as UTF-8
 */
record Call(Occasion.Point at, String by, String instance, String operation, String body) {
  static Call by(Caller caller, Occasion.Point at, String operation, String body) {
    return new Call(at, caller.name(), caller.credentials().accessKeyId(), operation, body);
  }
}
