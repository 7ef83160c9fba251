package dev.sluice.ingest.feed;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A folder of this machine or of a bucket. Thread-safe. */
public interface FeedFiles {

  /** The names of the files directly in it, in order. */
  List<String> list() throws IOException;

  /** The file's content, or empty when it is not there. */
  Optional<byte[]> read(String name) throws IOException;

  /** Puts the content in the file's place at once; the name may have folders, parted by slashes. */
  void write(String name, byte[] content) throws IOException;

  /** Takes the file away, if it is there. */
  void delete(String name) throws IOException;
}
