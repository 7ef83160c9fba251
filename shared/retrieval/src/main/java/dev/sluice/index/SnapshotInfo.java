package dev.sluice.index;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.Map;

/**
 * What a snapshot is, kept in it as {@code snapshot.json}.
 *
 * @param format the version of its layout; others are built anew
 * @param embedder the id of the model its vectors come from
 * @param created when it was finished
 * @param documents how many documents it holds
 * @param chunks how many chunks they make
 * @param files the files it was built from, by name
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record SnapshotInfo(
    int format,
    String embedder,
    Instant created,
    int documents,
    int chunks,
    Map<String, IndexedFile> files) {
  /** The layout this code writes and reads. */
  public static final int FORMAT = 2;

  /** Copies the files. */
  public SnapshotInfo {
    files = Map.copyOf(files);
  }
}
