package dev.sluice.index;

import dev.sluice.document.Chunk;
import dev.sluice.document.Chunker;
import dev.sluice.document.Document;
import dev.sluice.embedding.Embedder;
import dev.sluice.index.DocumentSource.SourceFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.index.IndexableField;

/**
 * The chunks of documents as another index than a snapshot holds them: the same fields, with texts
 * already taken apart into terms, so that both find the same. Thread-safe.
 */
public final class IndexedChunks {
  private final Embedder embedder;
  private final Chunker chunker = new Chunker();

  /** Chunks with vectors of this model. */
  public IndexedChunks(Embedder embedder) {
    this.embedder = embedder;
  }

  /**
   * A chunk.
   *
   * @param words the terms of each field of words, parted by spaces
   * @param terms the values of each field of whole terms, {@link IndexFields#SOURCE} among them
   * @param price the article's price, or none
   * @param vector of its meaning
   * @param stored what {@link StoredPassage#parse} reads
   */
  public record IndexedChunk(
      Map<String, String> words,
      Map<String, List<String>> terms,
      List<Double> price,
      byte[] vector,
      String stored) {}

  /** The chunks of a file's documents. */
  public List<IndexedChunk> of(SourceFile file, List<Document> documents) {
    Language usual = DocumentLanguage.ofMost(documents);
    List<IndexedChunk> all = new ArrayList<>();
    for (Document document : documents) {
      Language language = DocumentLanguage.told(document).orElse(usual);
      List<Chunk> chunks = chunker.chunks(document);
      List<String> texts = chunks.stream().map(EmbeddingText::of).toList();
      List<float[]> vectors = embedder.embedAll(texts);
      for (int i = 0; i < chunks.size(); i++) {
        SnapshotWriter.EmbeddedChunk embedded =
            new SnapshotWriter.EmbeddedChunk(
                chunks.get(i),
                Int8.of(vectors.get(i)),
                EmbeddingText.hash(embedder.id(), texts.get(i)));
        all.add(indexed(file, embedded, language));
      }
    }
    return all;
  }

  private static IndexedChunk indexed(
      SourceFile file, SnapshotWriter.EmbeddedChunk embedded, Language language) {
    Map<String, String> words = new LinkedHashMap<>();
    Map<String, List<String>> terms = new LinkedHashMap<>();
    List<Double> price = new ArrayList<>();
    for (IndexableField field : ChunkFields.of(file, embedded, language)) {
      String text = field.stringValue();
      if (IndexFields.WORDS.contains(field.name())) {
        words.merge(field.name(), terms(text, language), (one, more) -> one + " " + more);
      } else if (field.name().equals(IndexFields.PRICE)) {
        price.add(field.numericValue().doubleValue());
      } else if (text != null && !field.name().equals(IndexFields.STORED)) {
        terms.computeIfAbsent(field.name(), key -> new ArrayList<>()).add(text);
      }
    }
    String stored = StoredPassage.of(embedded.chunk()).json();
    return new IndexedChunk(words, terms, price, embedded.vector(), stored);
  }

  /** The terms in order; those that stand where another one does come last, so as to part none. */
  private static String terms(String text, Language language) {
    List<String> inOrder = new ArrayList<>();
    List<String> beside = new ArrayList<>();
    try (TokenStream tokens = Analysis.index(language).tokenStream("", text)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      PositionIncrementAttribute step = tokens.addAttribute(PositionIncrementAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        (step.getPositionIncrement() == 0 ? beside : inOrder).add(term.toString());
      }
      tokens.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the text is in memory
    }
    inOrder.addAll(beside);
    return String.join(" ", inOrder);
  }
}
