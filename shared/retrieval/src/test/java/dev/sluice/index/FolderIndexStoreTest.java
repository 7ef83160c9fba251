package dev.sluice.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The store in a folder. */
class FolderIndexStoreTest extends IndexStoreContract {

  @Override
  protected IndexStore store() {
    return new FolderIndexStore(folder.resolve("store"));
  }

  @Override
  protected void damage(String snapshot) throws IOException {
    try (Stream<Path> files = Files.list(snapshots().resolve(snapshot).resolve("index"))) {
      Path largest =
          files
              .max(java.util.Comparator.comparingLong(file -> file.toFile().length()))
              .orElseThrow();
      byte[] content = Files.readAllBytes(largest);
      content[content.length / 2] ^= 1;
      Files.write(largest, content);
    }
  }

  @Override
  protected List<String> stored() throws IOException {
    try (Stream<Path> folders = Files.list(snapshots())) {
      return folders.map(folder -> folder.getFileName().toString()).toList();
    }
  }

  @Test
  void a_copy_that_was_cut_off_is_never_served_and_goes_after_a_day() throws IOException {
    Published current = publish(SHOP, "one", Optional.empty(), Instant.now());
    Path cutOff = Files.createDirectories(snapshots().resolve("incoming-20260301T120000Z-0"));

    assertThat(store().current(SHOP)).contains(current);
    store().deleteUnused(SHOP, Instant.now());
    assertThat(cutOff).exists();
    store().deleteUnused(SHOP, Instant.now().plusSeconds(90_000));
    assertThat(cutOff).doesNotExist();
    assertThat(stored()).containsExactly(current.manifest().snapshot());
  }

  @Test
  void a_writer_killed_before_the_swap_leaves_the_old_snapshot_served() throws IOException {
    Published current = publish(SHOP, "one", Optional.empty(), Instant.now());
    Files.createDirectories(snapshots().resolve("20260301T120000Z-00000000"));
    Files.writeString(folder.resolve("store/shop/manifest.json.new"), "{\"format\":1,\"snaps");

    assertThat(store().current(SHOP)).contains(current);
    assertThat(publish(SHOP, "two", Optional.of(current.tag()), Instant.now()).manifest().chunks())
        .isEqualTo(1);
  }

  @Test
  void a_manifest_that_is_no_manifest_is_reported_as_damaged() throws IOException {
    Files.createDirectories(folder.resolve("store/shop"));
    Files.writeString(folder.resolve("store/shop/manifest.json"), "{\"format\":");

    assertThatThrownBy(() -> store().current(SHOP))
        .isInstanceOf(DamagedSnapshotException.class)
        .hasMessageContaining("manifest.json");
  }

  private Path snapshots() {
    return folder.resolve("store/shop/snapshots");
  }
}
