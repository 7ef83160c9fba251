package dev.sluice.validate;

/**
 * What one check found.
 *
 * @param check what was checked, as a sentence
 * @param passed whether it is so
 * @param millis how long it took
 * @param detail what was seen
 * @param hint what to do when it is not so; empty when there is nothing to do
 */
public record Finding(String check, boolean passed, long millis, String detail, String hint) {}
