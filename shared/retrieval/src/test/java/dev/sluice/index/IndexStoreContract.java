package dev.sluice.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.document.Chunk;
import dev.sluice.document.Document;
import dev.sluice.document.Section;
import dev.sluice.index.DocumentSource.SourceFile;
import dev.sluice.index.SnapshotWriter.EmbeddedChunk;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every index store does. */
public abstract class IndexStoreContract {
  protected static final TenantId SHOP = new TenantId("shop");
  private static final TenantId OTHER = new TenantId("other");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir protected Path folder;
  private int snapshots; // made so far

  /** The same store each time it is called in one test. */
  protected abstract IndexStore store() throws IOException;

  /** Damages the stored snapshot. */
  protected abstract void damage(String snapshot) throws IOException;

  /** The names of stored snapshots. */
  protected abstract List<String> stored() throws IOException;

  @Test
  void nothing_is_served_before_the_first_publication() throws IOException {
    assertThat(store().current(SHOP)).isEmpty();
    assertThat(store().tenants()).isEmpty();
    assertThatThrownBy(() -> store().fetch(SHOP, "20260301T120000Z-00000000", folder))
        .isInstanceOf(IOException.class);
  }

  @Test
  void a_published_snapshot_is_served_as_it_was_written() throws IOException {
    publish(SHOP, "kettles are returned within 30 days", Optional.empty(), NOON);

    Published current = store().current(SHOP).orElseThrow();
    assertThat(current.manifest().documents()).isEqualTo(1);
    assertThat(current.manifest().published()).isEqualTo(NOON);
    try (Snapshot snapshot = Snapshot.fetch(store(), SHOP, current.manifest(), folder)) {
      assertThat(snapshot.info().files()).containsOnlyKeys("page.md");
      assertThat(snapshot.searcher().getIndexReader().numDocs()).isEqualTo(1);
    }
    assertThat(store().tenants()).containsExactly(SHOP);
    assertThat(store().current(OTHER)).isEmpty();
  }

  @Test
  void of_two_writers_that_began_with_the_same_manifest_the_second_is_told_so() throws IOException {
    Published first = publish(SHOP, "one", Optional.empty(), NOON);
    Published second = publish(SHOP, "two", Optional.of(first.tag()), NOON.plusSeconds(1));

    assertThat(outcome(SHOP, "three", Optional.of(first.tag()), NOON.plusSeconds(2)))
        .isEqualTo(new PublishOutcome.Conflict());
    assertThat(outcome(SHOP, "four", Optional.empty(), NOON.plusSeconds(3)))
        .isEqualTo(new PublishOutcome.Conflict());
    assertThat(store().current(SHOP)).contains(second);
  }

  @Test
  void a_first_publication_that_meets_none_is_told_of_the_wrong_expectation() throws IOException {
    assertThat(outcome(SHOP, "one", Optional.of("\"unknown\""), NOON))
        .isEqualTo(new PublishOutcome.Conflict());
    assertThat(store().current(SHOP)).isEmpty();
  }

  @Test
  void a_damaged_snapshot_cannot_be_opened_and_leaves_nothing_behind() throws IOException {
    Manifest manifest = publish(SHOP, "one", Optional.empty(), NOON).manifest();
    damage(manifest.snapshot());
    Path workspace = folder.resolve("workspace");

    assertThatThrownBy(() -> Snapshot.fetch(store(), SHOP, manifest, workspace))
        .isInstanceOfAny(DamagedSnapshotException.class, IOException.class);
    if (java.nio.file.Files.exists(workspace)) {
      assertThat(workspace).isEmptyDirectory();
    }
  }

  @Test
  void replaced_snapshots_live_a_day_and_are_then_deleted() throws IOException {
    Published first = publish(SHOP, "one", Optional.empty(), NOON);
    Instant replaced = NOON.plus(Duration.ofDays(5));
    Published second = publish(SHOP, "two", Optional.of(first.tag()), replaced);

    assertThat(store().deleteUnused(SHOP, replaced.plus(Duration.ofHours(23)))).isZero();
    assertThat(stored())
        .containsExactlyInAnyOrder(first.manifest().snapshot(), second.manifest().snapshot());

    assertThat(store().deleteUnused(SHOP, replaced.plus(Duration.ofHours(25)))).isEqualTo(1);
    assertThat(stored()).containsExactly(second.manifest().snapshot());
  }

  @Test
  void the_manifest_forgets_snapshots_that_are_gone() throws IOException {
    Published current = publish(SHOP, "0", Optional.empty(), NOON);
    for (int day = 1; day < 4; day++) {
      Instant now = NOON.plus(Duration.ofDays(day * 2));
      current = publish(SHOP, "day " + day, Optional.of(current.tag()), now);
      store().deleteUnused(SHOP, now);
    }

    assertThat(current.manifest().retired()).hasSize(1);
    assertThat(stored()).hasSize(2);
  }

  protected final Published publish(
      TenantId tenant, String text, Optional<String> expected, Instant now) throws IOException {
    return ((PublishOutcome.Done) outcome(tenant, text, expected, now)).published();
  }

  private PublishOutcome outcome(
      TenantId tenant, String text, Optional<String> expected, Instant now) throws IOException {
    return store().publish(tenant, snapshot(text, now), expected, now);
  }

  private FinishedSnapshot snapshot(String text, Instant now) throws IOException {
    SourceFile file = new SourceFile("page.md", text.length(), text);
    Document page = Document.page("page.md", "Page", "", List.of(new Section("", text)));
    Path directory = folder.resolve("building-" + snapshots++);
    try (SnapshotWriter writer = SnapshotWriter.fresh(directory, "none")) {
      writer.add(file, new EmbeddedChunk(new Chunk(page, 0, "", text), new byte[384], "hash"));
      writer.complete(file, new IndexedFile(file.version(), 1, 1, List.of(), 0));
      return writer.finish(now);
    }
  }
}
