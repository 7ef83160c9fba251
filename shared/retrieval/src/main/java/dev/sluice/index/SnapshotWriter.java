package dev.sluice.index;

import dev.sluice.document.Chunk;
import dev.sluice.document.Document;
import dev.sluice.index.DocumentSource.SourceFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.lucene.codecs.lucene104.Lucene104Codec;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.similarities.BM25Similarity;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;

/**
 * Writes a snapshot into a folder of its own: empty at first, or beginning with all that an older
 * snapshot holds. Nobody reads the folder before {@link #finish}. Used by one thread at a time.
 */
public final class SnapshotWriter implements Closeable {
  static final String INDEX = "index";
  static final String INFO = "snapshot.json";

  private static final double BUFFER_MB = 64;
  static final String UNFINISHED = ""; // no file has this version

  private final Path directory;
  private final String embedderId;
  private final Map<String, IndexedFile> files; // what the snapshot will have been built from
  private final LanguageAnalyzer analyzer = new LanguageAnalyzer();
  private final Directory store;
  private final IndexWriter writer;

  private Optional<Document> last = Optional.empty(); // whose language is known
  private Language usual = Language.ENGLISH; // of documents that do not tell theirs
  private Language language = Language.ENGLISH; // of the last document

  private SnapshotWriter(Path directory, String embedderId, Map<String, IndexedFile> files)
      throws IOException {
    this.directory = directory;
    this.embedderId = embedderId;
    this.files = new TreeMap<>(files);
    store = FSDirectory.open(directory.resolve(INDEX));
    IndexWriterConfig config = new IndexWriterConfig(analyzer);
    config.setCodec(new Lucene104Codec(Lucene104Codec.Mode.BEST_SPEED));
    config.setSimilarity(new BM25Similarity());
    config.setRAMBufferSizeMB(BUFFER_MB);
    writer = new IndexWriter(store, config);
  }

  /** An empty snapshot in the folder, which is created. */
  public static SnapshotWriter fresh(Path directory, String embedderId) throws IOException {
    Files.createDirectories(directory);
    return new SnapshotWriter(directory, embedderId, Map.of());
  }

  /** A snapshot in the folder, which is created, with all that the older one holds. */
  public static SnapshotWriter upon(Path directory, Snapshot older) throws IOException {
    Files.createDirectories(directory);
    Durable.copyTree(older.directory().resolve(INDEX), directory.resolve(INDEX));
    return new SnapshotWriter(directory, older.info().embedder(), older.info().files());
  }

  /** Takes out everything that was read from the file. */
  public void remove(String file) throws IOException {
    if (files.remove(file) != null) {
      writer.deleteDocuments(new Term(IndexFields.FILE, file));
    }
  }

  /**
   * Takes out what an unfinished run may have left of this version of the file.
   *
   * @param usual the language of its documents that do not tell theirs
   */
  public void begin(SourceFile file, Language usual) throws IOException {
    this.usual = usual;
    writer.deleteDocuments(version(file));
  }

  /** Adds a chunk that was read from the file. */
  public void add(SourceFile file, EmbeddedChunk chunk) throws IOException {
    Document document = chunk.chunk().document();
    if (!Optional.of(document).equals(last)) {
      last = Optional.of(document);
      language = DocumentLanguage.told(document).orElse(usual);
      analyzer.speak(language);
    }
    writer.addDocument(ChunkFields.of(file, chunk, language));
  }

  /** Notes that all of the file was added, and takes out what there was of other versions. */
  public void complete(SourceFile file, IndexedFile indexed) throws IOException {
    files.put(file.name(), indexed);
    writer.deleteDocuments(
        new BooleanQuery.Builder()
            .add(new TermQuery(new Term(IndexFields.FILE, file.name())), Occur.MUST)
            .add(new TermQuery(version(file)), Occur.MUST_NOT)
            .build());
  }

  /**
   * Notes that only a part of the file was added: it counts as changed at the next run, which finds
   * the vectors of this part; what there was of other versions stays until then.
   */
  public void leaveUnfinished(SourceFile file, IndexedFile part) {
    files.put(
        file.name(),
        new IndexedFile(
            UNFINISHED, part.documents(), part.chunks(), part.failures(), part.failed()));
  }

  private static Term version(SourceFile file) {
    return new Term(IndexFields.FILE_VERSION, IndexFields.fileVersion(file.name(), file.version()));
  }

  /** Whether the file of this version is in the snapshot as it stands. */
  public boolean holds(String file, String version) {
    IndexedFile known = files.get(file);
    return known != null && known.version().equals(version);
  }

  /** The files in the snapshot as it stands. */
  public Map<String, IndexedFile> files() {
    return Map.copyOf(files);
  }

  /**
   * Completes the folder; nothing can be added any more.
   *
   * @return the digest of its checksums and what it holds
   */
  public FinishedSnapshot finish(Instant now) throws IOException {
    writer.forceMerge(1);
    writer.commit();
    writer.close();
    store.close();
    Files.deleteIfExists(directory.resolve(INDEX).resolve(IndexWriter.WRITE_LOCK_NAME));
    int documents = files.values().stream().mapToInt(IndexedFile::documents).sum();
    int chunks = files.values().stream().mapToInt(IndexedFile::chunks).sum();
    SnapshotInfo info =
        new SnapshotInfo(SnapshotInfo.FORMAT, embedderId, now, documents, chunks, files);
    Durable.write(directory.resolve(INFO), IndexJson.write(info));
    return new FinishedSnapshot(directory, Checksums.write(directory), info);
  }

  /** Gives up what was not finished; the folder is left to its owner. */
  @Override
  public void close() throws IOException {
    if (writer.isOpen()) {
      writer.rollback();
    }
    store.close();
  }

  /** A chunk with the vector of its meaning and the hash of what was embedded. */
  public record EmbeddedChunk(Chunk chunk, byte[] vector, String hash) {}
}
