package dev.sluice.protocol;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.sluice.frame.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The JSON Schemas of {@code docs/asyncapi.yaml}, by which is checked what is sent and received.
 * Thread-safe.
 */
public final class FrameSchemas {
  private static final String DOCUMENT = "urn:sluice:asyncapi";
  private static final String SCHEMAS = "/components/schemas/";

  private final JsonNode document;
  private final SchemaRegistry registry;

  /** The names of the frames' schemas, by the frames' types. */
  private final Map<String, String> frames = new HashMap<>();

  private FrameSchemas(JsonNode document) {
    this.document = document;
    this.registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            builder -> builder.schemas(Map.of(DOCUMENT, document.toString())));
    for (String name : alternatives("ServerFrame")) {
      frames.put(document.at(SCHEMAS + name + "/properties/type/const").textValue(), name);
    }
  }

  /**
   * Reads the schemas.
   *
   * @param file {@code docs/asyncapi.yaml}
   * @throws UncheckedIOException when it cannot be read
   */
  public static FrameSchemas of(Path file) {
    try {
      String yaml = Files.readString(file);
      Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
      return new FrameSchemas(Json.MAPPER.valueToTree(tree));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with a server's frame, judged by its {@code type}; nothing if it is right. */
  public List<String> problems(String frame) {
    String type = parse(frame).path("type").asText("none");
    String schema = frames.get(type);
    return schema == null
        ? List.of("Expected a 'type' of " + new TreeSet<>(frames.keySet()) + " but got " + type)
        : problems(schema, frame);
  }

  /** What is wrong with a JSON text, judged by the schema of that name; nothing if it is right. */
  public List<String> problems(String schema, String json) {
    if (!document.at(SCHEMAS + schema).isObject()) {
      throw new IllegalArgumentException("There is no schema " + schema);
    }
    return registry
        .getSchema(SchemaLocation.of(DOCUMENT + "#" + SCHEMAS + schema))
        .validate(json, InputFormat.JSON)
        .stream()
        .map(Error::toString)
        .toList();
  }

  /** The types of all frames. */
  public Set<String> types() {
    return Set.copyOf(frames.keySet());
  }

  /** The names of the schemas of which a schema allows one. */
  List<String> alternatives(String schema) {
    return document.at(SCHEMAS + schema + "/oneOf").findValuesAsText("$ref").stream()
        .map(reference -> reference.substring(reference.lastIndexOf('/') + 1))
        .toList();
  }

  /** A part of a schema. */
  JsonNode part(String schema, String pointer) {
    return document.at(JsonPointer.compile(SCHEMAS + schema + pointer));
  }

  static JsonNode parse(String json) {
    try {
      return Json.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Expected JSON", e);
    }
  }
}
