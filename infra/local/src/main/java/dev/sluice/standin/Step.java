package dev.sluice.standin;

/**
 * A part of a stack's start. Steps overlap: their times do not add up to the whole.
 *
 * @param name what was done, such as {@code dynamodb}
 * @param millis how long it took
 */
public record Step(String name, long millis) {}
