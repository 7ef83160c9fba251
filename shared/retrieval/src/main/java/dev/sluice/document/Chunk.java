package dev.sluice.document;

/**
 * The unit that is stored and found: a piece of a document small enough for the embedder to see
 * whole.
 *
 * @param document where it comes from: source, title, link, facts
 * @param ordinal its place in the document, from 0
 * @param section the headings above it, empty when none
 * @param text what it says, as it may be shown
 */
public record Chunk(Document document, int ordinal, String section, String text) {}
