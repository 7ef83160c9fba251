package dev.sluice.index;

import dev.sluice.session.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.index.ByteVectorValues;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.KnnVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.FSDirectory;

/** An open snapshot. Thread-safe; whoever closes it makes sure that nobody searches it. */
public final class Snapshot implements AutoCloseable {
  /** Languages of fewer chunks are strays, and each costs time at every question. */
  private static final int RARE = 100;

  private final Path directory;
  private final SnapshotInfo info;
  private final FSDirectory store;
  private final DirectoryReader reader;
  private final List<Language> languages;
  private final boolean temporary; // whether the folder goes when this is closed

  private Snapshot(Path directory, SnapshotInfo info, boolean temporary) throws IOException {
    this.directory = directory;
    this.info = info;
    this.temporary = temporary;
    store = FSDirectory.open(directory.resolve(SnapshotWriter.INDEX));
    reader = DirectoryReader.open(store);
    languages = languages(reader);
  }

  /**
   * Verifies the snapshot in the folder and opens it.
   *
   * @param digest the sum of its checksums, from the manifest
   * @throws DamagedSnapshotException if it is not whole, or of a format of another release
   */
  public static Snapshot open(Path directory, String digest) throws IOException {
    return open(directory, digest, false);
  }

  /**
   * Fetches the snapshot, verifies it and opens it; what was brought into the workspace goes when
   * it is closed, or cannot be opened.
   *
   * @throws DamagedSnapshotException if it is not whole, or of a format of another release
   */
  public static Snapshot fetch(IndexStore store, TenantId tenant, Manifest manifest, Path workspace)
      throws IOException {
    Path directory = store.fetch(tenant, manifest.snapshot(), workspace);
    boolean temporary = directory.startsWith(workspace);
    try {
      return open(directory, manifest.digest(), temporary);
    } catch (IOException | RuntimeException e) {
      if (temporary) {
        Durable.deleteTree(directory);
      }
      throw e;
    }
  }

  private static Snapshot open(Path directory, String digest, boolean temporary)
      throws IOException {
    Checksums.verify(directory, digest);
    byte[] json = Files.readAllBytes(directory.resolve(SnapshotWriter.INFO));
    SnapshotInfo info = IndexJson.read(json, SnapshotInfo.class, SnapshotWriter.INFO);
    if (info.format() != SnapshotInfo.FORMAT) {
      throw new DamagedSnapshotException(
          "Expected a snapshot of format %d but %s has %d"
              .formatted(SnapshotInfo.FORMAT, directory, info.format()));
    }
    return new Snapshot(directory, info, temporary);
  }

  /** Where it lies. */
  public Path directory() {
    return directory;
  }

  /** What it holds. */
  public SnapshotInfo info() {
    return info;
  }

  /** The languages of at least one chunk in a hundred, that of the most first; never empty. */
  public List<Language> languages() {
    return languages;
  }

  private static List<Language> languages(DirectoryReader reader) throws IOException {
    Map<Language, Integer> counts = new EnumMap<>(Language.class);
    for (Language language : Language.values()) {
      int count = reader.docFreq(new Term(IndexFields.LANGUAGE, language.tag()));
      if (count > 0 && count * RARE >= reader.maxDoc()) {
        counts.put(language, count);
      }
    }
    return counts.isEmpty()
        ? List.of(Language.ENGLISH)
        : counts.entrySet().stream()
            .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .map(Map.Entry::getKey)
            .toList();
  }

  /** How many numbers its vectors have; 0 when it has none. */
  public int dimensions() {
    for (LeafReaderContext leaf : reader.leaves()) {
      FieldInfo vector = leaf.reader().getFieldInfos().fieldInfo(IndexFields.VECTOR);
      if (vector != null) {
        return vector.getVectorDimension();
      }
    }
    return 0;
  }

  /** A searcher over it. */
  public IndexSearcher searcher() {
    return new IndexSearcher(reader);
  }

  /** The vector that was made of the text with this hash, if there is one. */
  public Optional<byte[]> vector(String hash) throws IOException {
    Term term = new Term(IndexFields.HASH, hash);
    for (LeafReaderContext leaf : reader.leaves()) {
      PostingsEnum postings = leaf.reader().postings(term, PostingsEnum.NONE);
      ByteVectorValues vectors = leaf.reader().getByteVectorValues(IndexFields.VECTOR);
      if (postings != null && vectors != null) {
        int document = postings.nextDoc();
        KnnVectorValues.DocIndexIterator at = vectors.iterator();
        if (document != DocIdSetIterator.NO_MORE_DOCS && at.advance(document) == document) {
          return Optional.of(vectors.vectorValue(at.index()).clone());
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    try (store) {
      reader.close();
    }
    if (temporary) {
      Durable.deleteTree(directory);
    }
  }
}
