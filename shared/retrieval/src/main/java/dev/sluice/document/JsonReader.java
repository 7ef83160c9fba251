package dev.sluice.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Catalogues as JSON (an array of rows, or an object that holds one) or JSONL (a row a line). In
 * JSONL a bad line loses only itself; in JSON what follows a syntax error is lost and reported.
 */
final class JsonReader implements DocumentReader {
  private static final int MAX_NESTING = 32;
  private static final int MAX_VALUE_CHARS = 1 << 20;

  private final JsonMapper json =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_NESTING)
                          .maxStringLength(MAX_VALUE_CHARS)
                          .build())
                  .build())
          .build();

  @Override
  public void read(RawFile file, Consumer<ReadOutcome> sink) {
    ProductMapper mapper = new ProductMapper(CatalogueMapping.of(file));
    String text = Texts.decode(file.content());
    if (file.extension().equals("json")) {
      readArray(file.name(), text, mapper, sink);
    } else {
      readLines(file.name(), text, mapper, sink);
    }
  }

  private void readLines(
      String name, String text, ProductMapper mapper, Consumer<ReadOutcome> sink) {
    int number = 0;
    for (String line : (Iterable<String>) text.lines()::iterator) {
      number++;
      if (!line.isBlank()) {
        sink.accept(readLine(name + ":" + number, line, mapper));
      }
    }
  }

  private ReadOutcome readLine(String name, String line, ProductMapper mapper) {
    try {
      return row(name, json.readTree(line), mapper);
    } catch (JsonProcessingException e) {
      return new ReadOutcome.Rejected(name, "Expected JSON but: " + e.getOriginalMessage());
    }
  }

  private void readArray(
      String name, String text, ProductMapper mapper, Consumer<ReadOutcome> sink) {
    int number = 0;
    try (JsonParser parser = json.createParser(text)) {
      JsonToken token = parser.nextToken();
      while (token != null && token != JsonToken.START_ARRAY) {
        token = parser.nextToken(); // an envelope such as {"products": [ … ]}
      }
      if (token == null) {
        throw new UnreadableException("Expected a JSON array of products but there is none");
      }
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        number++;
        JsonNode row = json.readTree(parser);
        sink.accept(row(name + ":" + number, row, mapper));
      }
    } catch (IOException e) {
      String reason =
          e instanceof JsonProcessingException p ? p.getOriginalMessage() : e.toString();
      sink.accept(
          new ReadOutcome.Rejected(
              name, "Expected JSON after product %d but: %s".formatted(number, reason)));
    }
  }

  private static ReadOutcome row(String name, JsonNode row, ProductMapper mapper) {
    if (!row.isObject()) {
      String got = row.getNodeType().toString().toLowerCase(Locale.ROOT);
      return new ReadOutcome.Rejected(name, "Expected a JSON object but got " + got);
    }
    return mapper.map(new CatalogueRow(name, JsonFields.flat(row)));
  }
}
