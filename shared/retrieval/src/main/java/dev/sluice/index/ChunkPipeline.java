package dev.sluice.index;

import dev.sluice.document.Chunk;
import dev.sluice.embedding.Embedder;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
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
  /** Enough that no thread waits for the slowest chunk; each holds one chunk's text. */
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
   * @param outOfTime asked before each chunk; whether to leave the rest
   * @return whether all were embedded
   */
  boolean run(List<Chunk> chunks, BooleanSupplier outOfTime, Receiver receiver) throws IOException {
    ArrayDeque<Future<SnapshotWriter.EmbeddedChunk>> inFlight = new ArrayDeque<>();
    int submitted = 0;
    while (submitted < chunks.size() && !outOfTime.getAsBoolean()) {
      if (inFlight.size() == limit) {
        receiver.accept(done(inFlight.remove()));
      }
      Chunk chunk = chunks.get(submitted++);
      inFlight.add(threads.submit(() -> embed(chunk)));
    }
    while (!inFlight.isEmpty()) {
      receiver.accept(done(inFlight.remove()));
    }
    return submitted == chunks.size();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }

  private SnapshotWriter.EmbeddedChunk embed(Chunk chunk) throws IOException {
    String text = EmbeddingText.of(chunk);
    String hash = EmbeddingText.hash(embedder.id(), text);
    for (Snapshot snapshot : known) {
      Optional<byte[]> vector = snapshot.vector(hash);
      if (vector.isPresent()) {
        return new SnapshotWriter.EmbeddedChunk(chunk, vector.get(), hash);
      }
    }
    embedded.incrementAndGet();
    return new SnapshotWriter.EmbeddedChunk(chunk, Int8.of(embedder.embed(text)), hash);
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
