package dev.sluice.index;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What all stores do alike: names of snapshots, which tell when they were made, the manifest that
 * follows another, and which snapshots are no longer needed. Pure but for the random names.
 */
public final class Manifests {
  /** A function that was frozen may still serve an old snapshot, or be fetching it. */
  public static final Duration KEPT = Duration.ofHours(24);

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final int TIME_CHARS = 16;
  private static final int RANDOM_CHARS = 8;

  private Manifests() {}

  /** The manifest as it is stored. */
  public static byte[] json(Manifest manifest) {
    return IndexJson.write(manifest);
  }

  /**
   * A stored manifest.
   *
   * @param name where it was read, for the message
   * @throws DamagedSnapshotException if it is none
   */
  public static Manifest parse(byte[] json, String name) {
    return IndexJson.read(json, Manifest.class, name);
  }

  /** A name that nobody else has. */
  public static String fresh(Instant now) {
    String random = UUID.randomUUID().toString().substring(0, RANDOM_CHARS);
    return TIME.format(now) + "-" + random;
  }

  /** The manifest that names the snapshot and retires the one before. */
  public static Manifest succeed(
      Optional<Published> before, String name, FinishedSnapshot snapshot, Instant now) {
    List<Manifest.Retired> retired = new ArrayList<>();
    before.ifPresent(
        published -> {
          published.manifest().retired().stream()
              .filter(old -> old.at().isAfter(now.minus(KEPT)))
              .forEach(retired::add);
          retired.add(new Manifest.Retired(published.manifest().snapshot(), now));
        });
    SnapshotInfo info = snapshot.info();
    return new Manifest(
        SnapshotInfo.FORMAT,
        name,
        snapshot.digest(),
        now,
        info.documents(),
        info.chunks(),
        retired);
  }

  /** Which of the stored snapshots nobody can need any more. */
  public static List<String> unused(List<String> stored, Optional<Published> current, Instant now) {
    Instant limit = now.minus(KEPT);
    Set<String> needed = new HashSet<>();
    current.ifPresent(
        published -> {
          needed.add(published.manifest().snapshot());
          published.manifest().retired().stream()
              .filter(old -> old.at().isAfter(limit))
              .forEach(old -> needed.add(old.snapshot()));
        });
    return stored.stream()
        .filter(name -> !needed.contains(name))
        .filter(name -> made(name).map(at -> at.isBefore(limit)).orElse(false))
        .toList();
  }

  private static Optional<Instant> made(String name) {
    try {
      String time = name.substring(0, Math.min(TIME_CHARS, name.length()));
      return Optional.of(TIME.parse(time, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty(); // not ours
    }
  }
}
