package dev.sluice.index;

import dev.sluice.document.Chunk;
import dev.sluice.document.Chunker;
import dev.sluice.document.Document;
import dev.sluice.document.DocumentReaders;
import dev.sluice.document.RawFile;
import dev.sluice.document.ReadOutcome;
import dev.sluice.embedding.Embedder;
import dev.sluice.index.DocumentSource.SourceFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One attempt to build the snapshot that a source asks for. Used once, by one thread. */
final class IngestAttempt {
  /** A catalogue of wrong rows must not make the snapshot's description large. */
  private static final int MAX_KEPT_FAILURES = 100;

  private final IngestTask task;
  private final Basis basis;
  private final Embedder embedder;
  private final int threads;
  private final DocumentReaders readers = new DocumentReaders();
  private final Chunker chunker = new Chunker();
  private final List<IndexFailure> failures = new ArrayList<>(); // of what is not in the index

  private final List<IndexFailure> refused = new ArrayList<>(); // of what is new or changed

  private int indexedFiles; // new or changed
  private int replacedFiles; // of these, those that were there before
  private int removedFiles; // gone
  private int embedded; // chunks whose vector was not known
  private boolean complete = true; // whether nothing was left for another run
  private int documents; // of the files indexed so far
  private long doneBytes; // of the files indexed so far
  private long totalBytes; // of all files that are new or changed

  IngestAttempt(IngestTask task, Basis basis, Embedder embedder, int threads) {
    this.task = task;
    this.basis = basis;
    this.embedder = embedder;
    this.threads = threads;
  }

  /** The new snapshot in the folder, or empty when the served one holds all that the source has. */
  Optional<FinishedSnapshot> build(Path folder, InstantSource clock) throws IOException {
    DocumentSource.Listing listing = task.source().list();
    failures.addAll(listing.failures());
    Map<String, SourceFile> wanted = wanted(listing.files());
    List<Snapshot> known = basis.snapshot().stream().toList();
    try (SnapshotWriter writer = begin(folder);
        ChunkPipeline pipeline = new ChunkPipeline(embedder, known, threads)) {
      for (String name : writer.files().keySet()) {
        if (!wanted.containsKey(name) && task.source().covers(name)) {
          writer.remove(name);
          removedFiles++;
        }
      }
      index(wanted, writer, pipeline);
      embedded = pipeline.embedded();
      writer.files().values().forEach(file -> failures.addAll(file.failures()));
      boolean same = basis.snapshot().isPresent() && indexedFiles + removedFiles == 0;
      return same ? Optional.empty() : Optional.of(writer.finish(clock.instant()));
    }
  }

  IngestReport reported(Published published, boolean changed) {
    return new IngestReport(
        published,
        changed,
        indexedFiles,
        replacedFiles,
        removedFiles,
        embedded,
        complete,
        refused,
        failures);
  }

  private SnapshotWriter begin(Path folder) throws IOException {
    Optional<Snapshot> old =
        basis.snapshot().filter(served -> served.info().embedder().equals(embedder.id()));
    if (old.isPresent()) {
      return SnapshotWriter.upon(folder, old.get());
    }
    if (basis.snapshot().isPresent() && !coversAll(basis.snapshot().get())) {
      throw new IOException(
          "Expected an index of the model %s but it was made with %s; index all documents anew"
              .formatted(embedder.id(), basis.snapshot().get().info().embedder()));
    }
    return SnapshotWriter.fresh(folder, embedder.id());
  }

  private boolean coversAll(Snapshot served) {
    return served.info().files().keySet().stream().allMatch(task.source()::covers);
  }

  /** The files to index by name; a catalogue's version is also that of its mapping. */
  private static Map<String, SourceFile> wanted(List<SourceFile> files) {
    Map<String, SourceFile> all = new TreeMap<>();
    files.forEach(file -> all.put(file.name(), file));
    Map<String, SourceFile> wanted = new LinkedHashMap<>();
    all.forEach(
        (name, file) -> {
          SourceFile mapping = all.get(DocumentReaders.mappingOf(name));
          if (!DocumentReaders.isMapping(name)) {
            String version =
                mapping == null ? file.version() : file.version() + "+" + mapping.version();
            wanted.put(name, new SourceFile(name, file.bytes(), version));
          }
        });
    return wanted;
  }

  private void index(Map<String, SourceFile> wanted, SnapshotWriter writer, ChunkPipeline pipeline)
      throws IOException {
    List<SourceFile> changed =
        wanted.values().stream()
            .filter(file -> !writer.holds(file.name(), file.version()))
            .toList();
    totalBytes = changed.stream().mapToLong(SourceFile::bytes).sum();
    for (SourceFile file : changed) {
      if (task.outOfTime().getAsBoolean()) {
        complete = false;
        break;
      }
      report(file.name(), doneBytes);
      Optional<List<ReadOutcome>> outcomes = read(file);
      if (outcomes.isPresent()) {
        replacedFiles += writer.files().containsKey(file.name()) ? 1 : 0;
        add(file, outcomes.get(), writer, pipeline);
        indexedFiles++;
      }
      doneBytes += file.bytes();
    }
    report("", doneBytes);
  }

  private void report(String file, long bytes) {
    task.progress().at(new IndexProgress.State(bytes, totalBytes, documents, file));
  }

  /** What the file holds, or empty when it cannot be had now: then what was known of it stays. */
  private Optional<List<ReadOutcome>> read(SourceFile file) {
    List<ReadOutcome> outcomes = new ArrayList<>();
    if (file.bytes() > DocumentReaders.MAX_FILE_BYTES) {
      String reason = DocumentReaders.tooLarge(file.bytes());
      outcomes.add(new ReadOutcome.Rejected(file.name(), reason));
      return Optional.of(outcomes);
    }
    try {
      byte[] content = task.source().read(file.name());
      Optional<byte[]> mapping =
          file.version().contains("+")
              ? Optional.of(task.source().read(DocumentReaders.mappingOf(file.name())))
              : Optional.empty();
      readers.read(new RawFile(file.name(), content, mapping), outcomes::add);
      return Optional.of(outcomes);
    } catch (IOException e) {
      failures.add(new IndexFailure(file.name(), "Cannot be read: " + e));
      complete = false;
      return Optional.empty();
    }
  }

  private void add(
      SourceFile file, List<ReadOutcome> outcomes, SnapshotWriter writer, ChunkPipeline pipeline)
      throws IOException {
    List<Chunk> chunks = new ArrayList<>();
    List<IndexFailure> failed = new ArrayList<>();
    List<Document> documents = new ArrayList<>();
    for (ReadOutcome outcome : outcomes) {
      switch (outcome) {
        case ReadOutcome.Read(Document document) -> {
          chunks.addAll(chunker.chunks(document));
          documents.add(document);
        }
        case ReadOutcome.Rejected(String name, String reason) ->
            failed.add(new IndexFailure(name, reason));
      }
    }
    List<IndexFailure> kept = failed.subList(0, Math.min(MAX_KEPT_FAILURES, failed.size()));
    IndexedFile indexed =
        new IndexedFile(file.version(), documents.size(), chunks.size(), kept, failed.size());
    refused.addAll(kept);
    writer.begin(file, DocumentLanguage.ofMost(documents));
    if (pipeline.run(chunks, task.outOfTime(), new Adding(file, writer, indexed))) {
      writer.complete(file, indexed);
    } else {
      writer.leaveUnfinished(file, indexed);
      complete = false;
    }
  }

  /** Writes the chunks of one file and reports how far it has come. */
  private final class Adding implements ChunkPipeline.Receiver {
    private final SourceFile file;
    private final SnapshotWriter writer;
    private final IndexedFile indexed;
    private final int documentsBefore = documents;
    private int done; // chunks written

    Adding(SourceFile file, SnapshotWriter writer, IndexedFile indexed) {
      this.file = file;
      this.writer = writer;
      this.indexed = indexed;
    }

    @Override
    public void accept(SnapshotWriter.EmbeddedChunk chunk) throws IOException {
      writer.add(file, chunk);
      done++;
      documents = documentsBefore + (int) ((long) indexed.documents() * done / indexed.chunks());
      report(file.name(), doneBytes + file.bytes() * done / indexed.chunks());
    }
  }
}
