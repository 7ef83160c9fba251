package dev.sluice.document;

/**
 * A part of a document under one heading.
 *
 * @param heading the headings above it, outermost first, joined by {@code " › "}; empty when none
 * @param text its paragraphs, parted by an empty line; lines of lists and tables by a line break
 */
public record Section(String heading, String text) {}
