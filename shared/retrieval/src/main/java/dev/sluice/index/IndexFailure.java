package dev.sluice.index;

/**
 * A file or row that could not be indexed.
 *
 * @param name the file, or the file and row
 * @param reason what was expected and what was there, for people
 */
public record IndexFailure(String name, String reason) {}
