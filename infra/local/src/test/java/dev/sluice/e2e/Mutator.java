package dev.sluice.e2e;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Spoils messages: half of them as JSON, so that they stay well-formed, half of them as text. The
 * same seed spoils the same messages in the same way. For one thread.
 */
final class Mutator {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String[] PIECES = {
    "\"",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\\",
    "\\u",
    "\\ud83d",
    "\u0000",
    "\u202e",
    "\uFEFF",
    "null",
    "true",
    "-",
    "1e999",
    "0x",
    "//",
    "\uD83D\uDE00",
    "__proto__",
    "$ne",
    "' OR 1=1",
    "${jndi:x}"
  };

  private final Random random;
  private final List<String> messages;

  Mutator(long seed, List<String> messages) {
    this.random = new Random(seed);
    this.messages = messages;
  }

  /** The next message; mostly one that nobody should send. */
  String next() {
    String message = messages.get(random.nextInt(messages.size()));
    try {
      JsonNode tree = JSON.readTree(message);
      for (int i = random.nextInt(4); i >= 0; i--) {
        spoil((ObjectNode) tree);
      }
      String spoiled = JSON.writeValueAsString(tree);
      return random.nextBoolean() ? spoiled : spoilText(spoiled);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The messages to begin with are JSON", e);
    }
  }

  private void spoil(ObjectNode message) {
    List<String> names = new ArrayList<>();
    message.fieldNames().forEachRemaining(names::add);
    String name = names.isEmpty() ? "question" : names.get(random.nextInt(names.size()));
    switch (random.nextInt(6)) {
      case 0 -> message.remove(name);
      case 1 -> message.set(name + random.nextInt(3), message.path(name).deepCopy());
      case 2 -> message.set(names.isEmpty() ? "x" : names.getFirst(), message.path(name));
      case 3 ->
          message.put(
              "stream_id", new java.util.UUID(random.nextLong(), random.nextLong()).toString());
      default -> message.set(name, value());
    }
  }

  /** Any value, with a liking for those at some border. */
  private JsonNode value() {
    return switch (random.nextInt(14)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.getNodeFactory().booleanNode(random.nextBoolean());
      case 2 -> JSON.getNodeFactory().numberNode(random.nextLong());
      case 3 -> JSON.getNodeFactory().numberNode(random.nextInt(5) - 2);
      case 4 -> JSON.getNodeFactory().numberNode(random.nextGaussian() * 1e300);
      case 5 -> JSON.getNodeFactory().textNode("");
      case 6 -> JSON.getNodeFactory().textNode("x".repeat(random.nextInt(5_000)));
      case 7 -> JSON.getNodeFactory().textNode(piece() + piece() + piece());
      case 8 -> JSON.getNodeFactory().textNode("\uD83D\uDE00".repeat(random.nextInt(2_100)));
      case 9 -> JSON.getNodeFactory().textNode(String.valueOf((char) random.nextInt(0xD800)));
      case 10 -> nested(random.nextInt(300));
      case 11 -> JSON.createArrayNode().add(piece()).add(random.nextInt());
      case 12 -> JSON.createObjectNode().put(piece(), piece());
      default -> JSON.getNodeFactory().textNode("00000000-0000-4000-8000-000000000000");
    };
  }

  private static JsonNode nested(int depth) {
    ArrayNode outer = JSON.createArrayNode();
    ArrayNode inner = outer;
    for (int i = 0; i < depth; i++) {
      inner = inner.addArray();
    }
    return outer;
  }

  private String piece() {
    return PIECES[random.nextInt(PIECES.length)];
  }

  private String spoilText(String text) {
    StringBuilder spoiled = new StringBuilder(text);
    for (int i = random.nextInt(3); i >= 0 && !spoiled.isEmpty(); i--) {
      int at = random.nextInt(spoiled.length());
      int to = Math.min(spoiled.length(), at + 1 + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> spoiled.delete(at, to);
        case 1 -> spoiled.insert(at, piece());
        case 2 -> spoiled.insert(at, spoiled.substring(at, to));
        default -> spoiled.setLength(at);
      }
    }
    // half a pair cannot be sent as text at all
    return spoiled.toString().replaceAll("[\\ud800-\\udfff]", "?");
  }
}
