package dev.sluice.index;

import dev.sluice.document.Chunk;
import dev.sluice.embedding.Embedder;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Embeds chunks on several threads and hands them on in their order, so that the same documents
 * always make the same index. Fed by one thread.
 */
final class ChunkPipeline implements AutoCloseable {
  /** Enough that no thread waits for the slowest batch; each holds the texts of one. */
  private static final int IN_FLIGHT_PER_THREAD = 16;

  private final Embedder embedder;
  private final List<Snapshot> known;
  private final ExecutorService threads;
  private final int limit;
  private final AtomicInteger embedded = new AtomicInteger();

  /**
   * A pipeline with so many threads.
   *
   * @param known snapshots whose vectors are taken where the text is the same
   */
  ChunkPipeline(Embedder embedder, List<Snapshot> known, int threadCount) {
    this.embedder = embedder;
    this.known = List.copyOf(known);
    threads =
        Executors.newFixedThreadPool(
            threadCount, Thread.ofPlatform().daemon().name("embed-", 0).factory());
    limit = threadCount * IN_FLIGHT_PER_THREAD;
  }

  /** How many chunks had to be embedded so far. */
  int embedded() {
    return embedded.get();
  }

  /**
   * Embeds the chunks and gives each to the receiver, in order, on this thread.
   *
   * @param outOfTime asked before each batch; whether to leave the rest
   * @return whether all were embedded
   */
  boolean run(List<Chunk> chunks, BooleanSupplier outOfTime, Receiver receiver) throws IOException {
    ArrayDeque<Future<List<SnapshotWriter.EmbeddedChunk>>> inFlight = new ArrayDeque<>();
    int submitted = 0;
    while (submitted < chunks.size() && !outOfTime.getAsBoolean()) {
      if (inFlight.size() == limit) {
        receive(inFlight, receiver);
      }
      int end = Math.min(submitted + embedder.batch(), chunks.size());
      List<Chunk> batch = List.copyOf(chunks.subList(submitted, end));
      inFlight.add(threads.submit(() -> embed(batch)));
      submitted = end;
    }
    while (!inFlight.isEmpty()) {
      receive(inFlight, receiver);
    }
    return submitted == chunks.size();
  }

  private static void receive(
      ArrayDeque<Future<List<SnapshotWriter.EmbeddedChunk>>> inFlight, Receiver receiver)
      throws IOException {
    for (SnapshotWriter.EmbeddedChunk chunk : done(inFlight.remove())) {
      receiver.accept(chunk);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }

  private List<SnapshotWriter.EmbeddedChunk> embed(List<Chunk> chunks) throws IOException {
    List<String> texts = chunks.stream().map(EmbeddingText::of).toList();
    List<String> hashes =
        texts.stream().map(text -> EmbeddingText.hash(embedder.id(), text)).toList();
    Map<String, byte[]> vectors = new HashMap<>(); // by hash
    Map<String, String> unknown = new LinkedHashMap<>(); // texts by hash
    for (int i = 0; i < texts.size(); i++) {
      String hash = hashes.get(i);
      Optional<byte[]> vector = vectors.containsKey(hash) ? Optional.empty() : known(hash);
      if (vector.isPresent()) {
        vectors.put(hash, vector.get());
      } else if (!vectors.containsKey(hash)) {
        unknown.put(hash, texts.get(i));
      }
    }
    List<float[]> made = embedder.embedAll(List.copyOf(unknown.values()));
    int next = 0;
    for (String hash : unknown.keySet()) {
      vectors.put(hash, Int8.of(made.get(next++)));
    }
    embedded.addAndGet(unknown.size());
    List<SnapshotWriter.EmbeddedChunk> all = new ArrayList<>();
    for (int i = 0; i < chunks.size(); i++) {
      String hash = hashes.get(i);
      byte[] vector = Objects.requireNonNull(vectors.get(hash), hash);
      all.add(new SnapshotWriter.EmbeddedChunk(chunks.get(i), vector, hash));
    }
    return all;
  }

  private Optional<byte[]> known(String hash) throws IOException {
    for (Snapshot snapshot : known) {
      Optional<byte[]> vector = snapshot.vector(hash);
      if (vector.isPresent()) {
        return vector;
      }
    }
    return Optional.empty();
  }

  private static <T> T done(Future<T> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Indexing was interrupted", e);
    }
  }

  /** Takes embedded chunks. */
  interface Receiver {
    void accept(SnapshotWriter.EmbeddedChunk chunk) throws IOException;
  }
}
