package dev.sluice.index;

/**
 * A manifest as it was read.
 *
 * @param manifest its content
 * @param tag changes whenever the manifest does; the condition of the next swap
 */
public record Published(Manifest manifest, String tag) {}
