package dev.sluice.session;

/**
 * A passage that the answer refers to.
 *
 * @param n the number as it stands in the answer, {@code [n]}; counts from 1 in rank order
 */
public record Citation(int n, String source, String title, String url) {}
