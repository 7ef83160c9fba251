package dev.sluice.standin.fault;

/**
 * Something that happens in the stack, and may go wrong.
 *
 * @param at what kind of call
 * @param by the function that makes it, or that is invoked
 * @param operation the store's operation; else empty
 * @param body its body, decoded as UTF-8
 */
record Call(Occasion.Point at, String by, String operation, String body) {}
