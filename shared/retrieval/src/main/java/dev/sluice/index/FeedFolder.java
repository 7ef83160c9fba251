package dev.sluice.index;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A tenant's fetched feeds in a folder of this machine: a part of its documents, whose names begin
 * with {@value #PREFIX}. Thread-safe.
 */
public final class FeedFolder implements DocumentSource {
  /** How the names of fetched feeds begin. */
  public static final String PREFIX = "feeds/";

  private final Path folder;
  private final FolderSource files;

  private FeedFolder(Path folder) {
    this.folder = folder;
    files = new FolderSource(List.of(folder));
  }

  /** The feeds among the documents of one tenant; there need not be any. */
  public static FeedFolder of(Path documents) {
    return new FeedFolder(documents.resolve(PREFIX));
  }

  @Override
  public Listing list() throws IOException {
    if (!Files.isDirectory(folder)) {
      return new Listing(List.of(), List.of());
    }
    Listing listing = files.list();
    return new Listing(
        listing.files().stream()
            .map(file -> new SourceFile(PREFIX + file.name(), file.bytes(), file.version()))
            .toList(),
        listing.failures());
  }

  @Override
  public byte[] read(String name) throws IOException {
    return files.read(name.substring(PREFIX.length()));
  }

  @Override
  public boolean covers(String name) {
    return name.startsWith(PREFIX);
  }
}
