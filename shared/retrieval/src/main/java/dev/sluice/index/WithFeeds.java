package dev.sluice.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Documents of any source, and beside them the tenant's fetched feeds. Thread-safe if both are.
 *
 * @param own the documents; those whose names are kept for feeds are reported as failures
 * @param feeds the fetched feeds
 */
public record WithFeeds(DocumentSource own, FeedFolder feeds) implements DocumentSource {

  @Override
  public Listing list() throws IOException {
    List<SourceFile> files = new ArrayList<>(feeds.list().files());
    Listing listing = own.list();
    List<IndexFailure> failures = new ArrayList<>(listing.failures());
    for (SourceFile file : listing.files()) {
      if (feeds.covers(file.name())) {
        failures.add(
            new IndexFailure(
                file.name(),
                "Expected another folder than %s, which is for fetched feeds"
                    .formatted(FeedFolder.PREFIX)));
      } else {
        files.add(file);
      }
    }
    return new Listing(files, failures);
  }

  @Override
  public byte[] read(String name) throws IOException {
    return feeds.covers(name) ? feeds.read(name) : own.read(name);
  }
}
