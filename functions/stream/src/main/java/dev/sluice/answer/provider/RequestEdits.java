package dev.sluice.answer.provider;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What is changed in the request that LangChain4j has written.
 *
 * @param without parameters the provider does not want
 * @param prefix whether the last message is the beginning of the answer, which DeepSeek's beta API
 *     continues
 */
record RequestEdits(Set<String> without, boolean prefix) {
  private static final Set<String> NEEDED = Set.of("model", "messages", "stream");

  /** Copies the names. */
  RequestEdits {
    without = Set.copyOf(without);
  }

  String apply(String body) {
    if (without.isEmpty() && !prefix) {
      return body;
    }
    ObjectNode document = (ObjectNode) Json.tree(body);
    document.remove(without);
    ArrayNode messages = document.withArray("messages");
    if (prefix && messages.get(messages.size() - 1) instanceof ObjectNode last) {
      last.put("prefix", true);
    }
    return document.toString();
  }

  /** The parameters in the body that a provider may do without. */
  static List<String> optional(String body) {
    List<String> names = new ArrayList<>();
    JsonNode document = Json.tree(body);
    document.fieldNames().forEachRemaining(names::add);
    names.removeAll(NEEDED);
    return names;
  }
}
