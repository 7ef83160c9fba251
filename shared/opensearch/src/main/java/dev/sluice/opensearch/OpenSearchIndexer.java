package dev.sluice.opensearch;

import static dev.sluice.opensearch.Cluster.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.document.Document;
import dev.sluice.embedding.Embedder;
import dev.sluice.index.DocumentSource.SourceFile;
import dev.sluice.index.IndexFields;
import dev.sluice.index.IndexedChunks;
import dev.sluice.index.IndexedChunks.IndexedChunk;
import dev.sluice.search.Rankings;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Puts files into the index of a tenant. Many may do so at once: each file is replaced by itself,
 * and doing it twice changes nothing. For a moment both versions of a file are found. Thread-safe.
 */
public final class OpenSearchIndexer {
  private static final int BATCH = 200; // chunks put at once
  private static final String EXISTS = "resource_already_exists_exception";

  private final Cluster cluster;
  private final Embedder embedder;
  private final IndexedChunks chunks;

  /** An indexer with vectors of this model. */
  public OpenSearchIndexer(Cluster cluster, Embedder embedder) {
    this.cluster = cluster;
    this.embedder = embedder;
    chunks = new IndexedChunks(embedder);
  }

  /**
   * Makes the index hold these documents as those of the file, and no others of it; when it
   * returns, they are found.
   *
   * @return how many chunks they make
   */
  public int replace(TenantId tenant, SourceFile file, List<Document> documents)
      throws IOException {
    List<IndexedChunk> all = chunks.of(file, documents);
    if (all.isEmpty()) {
      remove(tenant, file.name());
      return 0;
    }
    create(tenant, all.getFirst().vector().length);
    for (int from = 0; from < all.size(); from += BATCH) {
      put(tenant, file, all.subList(from, Math.min(all.size(), from + BATCH)), from);
    }
    delete(
        tenant,
        file.name(),
        all.getFirst().terms().getOrDefault(IndexFields.FILE_VERSION, List.of()));
    return all.size();
  }

  /** Takes out everything that was read from the file. */
  public void remove(TenantId tenant, String file) throws IOException {
    delete(tenant, file, List.of());
  }

  private void create(TenantId tenant, int dimensions) throws IOException {
    String path = "/" + Cluster.index(tenant);
    if (cluster.send("GET", path, JSON.createObjectNode()).good()) {
      return;
    }
    Cluster.Answer answer = cluster.send("PUT", path, Layout.index(dimensions, Rankings.DEFAULT));
    if (!EXISTS.equals(answer.json().at("/error/type").asText())) { // another was first
      answer.orFail("create an index");
    }
  }

  private void put(TenantId tenant, SourceFile file, List<IndexedChunk> batch, int first)
      throws IOException {
    List<ObjectNode> lines = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      ObjectNode action = JSON.createObjectNode();
      action.putObject("index").put("_id", id(file, first + i));
      lines.add(action);
      lines.add(Layout.document(batch.get(i), embedder.id()));
    }
    JsonNode done =
        cluster
            .sendLines("/" + Cluster.index(tenant) + "/_bulk?refresh=true", lines)
            .orFail("index chunks");
    if (done.path("errors").asBoolean()) {
      for (JsonNode item : done.path("items")) {
        JsonNode put = item.path("index");
        new Cluster.Answer(put.path("status").asInt(), put).orFail("index a chunk");
      }
    }
  }

  /** Deletes the file's chunks but those of the given versions. */
  private void delete(TenantId tenant, String file, List<String> kept) throws IOException {
    ObjectNode body = JSON.createObjectNode();
    ObjectNode bool = body.putObject("query").putObject("bool");
    bool.putArray("filter").add(Queries.term(IndexFields.FILE, file));
    kept.forEach(
        version -> bool.withArray("must_not").add(Queries.term(IndexFields.FILE_VERSION, version)));
    Cluster.Answer answer =
        cluster.send(
            "POST",
            "/" + Cluster.index(tenant) + "/_delete_by_query?refresh=true&conflicts=proceed",
            body);
    if (answer.status() != Cluster.NOT_FOUND) {
      answer.orFail("delete chunks");
    }
  }

  /** The same for the same chunk, so that putting it twice leaves one. */
  private static String id(SourceFile file, int ordinal) {
    String name = String.join("\u001f", file.name(), file.version(), String.valueOf(ordinal));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
