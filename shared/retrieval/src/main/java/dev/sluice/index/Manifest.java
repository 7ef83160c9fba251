package dev.sluice.index;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;

/**
 * Which snapshot of a tenant is to be served; {@code manifest.json} in the store.
 *
 * @param format the version of this layout
 * @param snapshot the name of the snapshot
 * @param digest the SHA-256 of its checksums
 * @param published when it took its place
 * @param documents how many documents it holds
 * @param chunks how many chunks they make
 * @param retired the snapshots that had its place before and still lie in the store
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Manifest(
    int format,
    String snapshot,
    String digest,
    Instant published,
    int documents,
    int chunks,
    List<Retired> retired) {

  /** Copies the list. */
  public Manifest {
    retired = List.copyOf(retired);
  }

  /**
   * A snapshot that is no longer to be served.
   *
   * @param snapshot its name
   * @param at when another took its place
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Retired(String snapshot, Instant at) {}
}
