package dev.sluice.index;

import java.nio.file.Path;

/**
 * A complete snapshot that is not published yet.
 *
 * @param directory where it lies
 * @param digest the SHA-256 of its checksums
 * @param info what it holds
 */
public record FinishedSnapshot(Path directory, String digest, SnapshotInfo info) {}
