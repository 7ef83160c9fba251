package dev.sluice.embedding;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;

/**
 * The word pieces of a BERT model and their ids. Immutable, thread-safe.
 *
 * @param ids by piece; pieces within a word begin with {@code ##}
 */
record Vocabulary(Map<String, Integer> ids) {
  private static final int EXPECTED_PIECES = 40_000;

  Vocabulary {
    ids = Map.copyOf(ids);
  }

  /** Reads {@code model.vocab} of a Hugging Face {@code tokenizer.json}. */
  static Vocabulary read(InputStream tokenizerJson) throws IOException {
    Map<String, Integer> ids = HashMap.newHashMap(EXPECTED_PIECES);
    try (JsonParser parser = new JsonFactory().createParser(tokenizerJson)) {
      boolean inVocabulary = false;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME && !inVocabulary) {
          inVocabulary = parser.currentName().equals("vocab");
        } else if (inVocabulary && token == JsonToken.END_OBJECT) {
          return new Vocabulary(ids);
        } else if (inVocabulary && token == JsonToken.VALUE_NUMBER_INT) {
          ids.put(parser.currentName(), parser.getIntValue());
        }
      }
    }
    throw new IOException("Expected a tokenizer with model.vocab but there is none");
  }

  /** The piece's id, or -1 when the model does not know it. */
  int id(String piece) {
    return ids.getOrDefault(piece, -1);
  }

  /** The id of a piece that must be there. */
  int required(String piece) {
    int id = id(piece);
    if (id < 0) {
      throw new IllegalArgumentException("Expected a vocabulary with " + piece);
    }
    return id;
  }
}
