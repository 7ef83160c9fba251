package dev.sluice.index;

import dev.sluice.document.Chunk;
import dev.sluice.document.DocumentKind;
import dev.sluice.document.Facts;
import dev.sluice.index.DocumentSource.SourceFile;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.KnnByteVectorField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.index.VectorSimilarityFunction;

/** A chunk as a document of the index. Pure. */
final class ChunkFields {
  private static final FieldType WORDS = new FieldType();

  static {
    WORDS.setIndexOptions(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
    WORDS.setTokenized(true);
    WORDS.freeze();
  }

  private ChunkFields() {}

  static Document of(SourceFile file, SnapshotWriter.EmbeddedChunk embedded, Language language) {
    Document fields = new Document();
    Chunk chunk = embedded.chunk();
    Facts facts = chunk.document().facts();
    boolean product = chunk.document().kind() == DocumentKind.PRODUCT;
    String title = chunk.document().title();
    words(fields, product ? IndexFields.TITLE : IndexFields.HEADING, title);
    words(fields, IndexFields.HEADING, chunk.section());
    words(fields, IndexFields.BRAND, facts.brand());
    words(fields, IndexFields.CATEGORY, String.join(" ", facts.categories()));
    facts
        .attributes()
        .forEach(
            (name, values) -> {
              boolean feature = values.equals(List.of(Facts.YES));
              words(
                  fields,
                  feature ? IndexFields.FEATURES : IndexFields.ATTRIBUTES,
                  feature
                      ? name
                      : values.equals(List.of(Facts.NO)) ? "" : String.join(" ", values));
            });
    words(fields, IndexFields.BODY, body(chunk));
    for (String identifier : facts.identifiers()) {
      fields.add(term(IndexFields.IDENTIFIER, Identifiers.key(identifier)));
    }
    FilterTerms.of(chunk).forEach(term -> fields.add(term(IndexFields.FILTER, term)));
    facts
        .price()
        .ifPresent(
            price -> fields.add(new DoublePoint(IndexFields.PRICE, price.amount().doubleValue())));
    fields.add(new StringField(IndexFields.SOURCE, chunk.document().source(), Field.Store.YES));
    fields.add(term(IndexFields.FILE, file.name()));
    fields.add(
        term(IndexFields.FILE_VERSION, IndexFields.fileVersion(file.name(), file.version())));
    fields.add(term(IndexFields.LANGUAGE, language.tag()));
    fields.add(term(IndexFields.HASH, embedded.hash()));
    fields.add(
        new KnnByteVectorField(
            IndexFields.VECTOR, embedded.vector(), VectorSimilarityFunction.DOT_PRODUCT));
    fields.add(new StoredField(IndexFields.STORED, StoredPassage.of(chunk).json()));
    return fields;
  }

  private static String body(Chunk chunk) {
    if (chunk.document().kind() == DocumentKind.PRODUCT && chunk.ordinal() == 0) {
      // the facts, which the text repeats, are a field of their own
      return chunk.document().sections().stream()
          .map(section -> section.heading() + " " + section.text())
          .collect(Collectors.joining("\n"));
    }
    return chunk.text();
  }

  private static void words(Document fields, String name, String text) {
    if (!text.isEmpty()) {
      fields.add(new Field(name, text, WORDS));
    }
  }

  private static Field term(String name, String value) {
    return new StringField(name, value, Field.Store.NO);
  }
}
