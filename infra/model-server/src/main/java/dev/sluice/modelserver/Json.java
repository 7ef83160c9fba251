package dev.sluice.modelserver;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** JSON to and from text. */
final class Json {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  static String text(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The document, or a missing node when the text is none. */
  static JsonNode tree(byte[] text) {
    try {
      return MAPPER.readTree(text);
    } catch (IOException e) {
      return MissingNode.getInstance();
    }
  }

  static List<Script> scripts(Path file) throws IOException {
    return MAPPER.readValue(file.toFile(), new TypeReference<List<Script>>() {});
  }

  static List<Script> scripts(String json) {
    try {
      return MAPPER.readValue(json, new TypeReference<List<Script>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Expected an array of scripts", e);
    }
  }
}
