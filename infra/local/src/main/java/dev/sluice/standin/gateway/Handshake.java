package dev.sluice.standin.gateway;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The headers and the query string of a client's upgrade request, as events carry them.
 *
 * @param headers by name as sent, values in order
 * @param query by name, values in order
 */
record Handshake(Map<String, List<String>> headers, Map<String, List<String>> query) {
  /** Headers of the one hop, which are not passed on. */
  private static final Set<String> HOP = Set.of("connection", "upgrade", "keep-alive", "te");

  /** Adds the headers to an event: the last value, and all of them. */
  void putHeaders(ObjectNode event) {
    Map<String, List<String>> passed = new TreeMap<>(headers);
    passed.keySet().removeIf(name -> HOP.contains(name.toLowerCase(Locale.ROOT)));
    put(event, "headers", "multiValueHeaders", passed);
  }

  /** Adds the query string to an event, if there is one. */
  void putQuery(ObjectNode event) {
    if (!query.isEmpty()) {
      put(event, "queryStringParameters", "multiValueQueryStringParameters", query);
    }
  }

  private static void put(
      ObjectNode event, String single, String multiple, Map<String, List<String>> values) {
    ObjectNode last = event.putObject(single);
    ObjectNode all = event.putObject(multiple);
    values.forEach(
        (name, given) -> {
          last.put(name, given.getLast());
          ArrayNode array = all.putArray(name);
          given.forEach(array::add);
        });
  }

  /**
   * Splits a raw query string. A percent sign that is not followed by two hexadecimal digits stands
   * for itself, since clients do not always encode tokens.
   */
  static Map<String, List<String>> parseQuery(String raw) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    for (String pair : raw.split("&")) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        query.computeIfAbsent(decode(name), key -> new ArrayList<>()).add(decode(value));
      }
    }
    return query;
  }

  private static String decode(String text) {
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[in.length];
    int length = 0;
    for (int i = 0; i < in.length; i++) {
      int high = i + 2 < in.length && in[i] == '%' ? Character.digit(in[i + 1], 16) : -1;
      int low = high >= 0 ? Character.digit(in[i + 2], 16) : -1;
      if (low >= 0) {
        out[length++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        out[length++] = in[i] == '+' ? (byte) ' ' : in[i];
      }
    }
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }
}
