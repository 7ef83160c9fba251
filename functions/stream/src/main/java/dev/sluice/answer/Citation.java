package dev.sluice.answer;

/**
 * A passage that an answer cites.
 *
 * @param n its number in the answer, from 1
 * @param url where it can be read, empty when nowhere
 */
public record Citation(int n, String source, String title, String url) {}
