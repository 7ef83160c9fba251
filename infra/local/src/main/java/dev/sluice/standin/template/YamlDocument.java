package dev.sluice.standin.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * YAML (or JSON) text with CloudFormation's short tags, as a JSON tree in which every function has
 * its long form: {@code !Sub x} becomes {@code {"Fn::Sub": "x"}}.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/intrinsic-function-reference.html">Intrinsic
 *     function reference</a>
 */
final class YamlDocument {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private YamlDocument() {}

  /**
   * @throws TemplateException when the text is not one YAML document with a mapping at its root
   */
  static ObjectNode parse(String text) {
    Optional<Node> root;
    try {
      root =
          new Compose(LoadSettings.builder().setSchema(new CoreSchema()).build())
              .composeString(text);
    } catch (YamlEngineException e) {
      throw new TemplateException(
          "Not a readable YAML document: " + oneLine(String.valueOf(e.getMessage())));
    }
    if (root.isPresent() && convert(root.get()) instanceof ObjectNode object) {
      return object;
    }
    throw new TemplateException("Expected a YAML mapping at the root of the template");
  }

  private static JsonNode convert(Node node) {
    JsonNode value =
        switch (node) {
          case ScalarNode scalar -> scalar(scalar);
          case SequenceNode sequence -> sequence(sequence);
          case MappingNode mapping -> mapping(mapping);
          default -> throw new TemplateException("Unknown YAML node" + where(node));
        };
    String tag = node.getTag().getValue();
    return tag.startsWith("!") && tag.length() > 1 ? function(tag.substring(1), value) : value;
  }

  private static JsonNode function(String name, JsonNode value) {
    ObjectNode call = JSON.objectNode();
    switch (name) {
      case "Ref", "Condition" -> call.set(name, value);
      case "GetAtt" -> call.set("Fn::GetAtt", value.isTextual() ? attribute(value) : value);
      default -> call.set("Fn::" + name, value);
    }
    return call;
  }

  private static ArrayNode attribute(JsonNode dotted) {
    String[] parts = dotted.textValue().split("\\.", 2);
    ArrayNode pair = JSON.arrayNode();
    for (String part : parts) {
      pair.add(part);
    }
    return pair;
  }

  private static JsonNode scalar(ScalarNode scalar) {
    String text = scalar.getValue();
    Tag tag = scalar.getTag();
    if (tag.equals(Tag.BOOL)) {
      return JSON.booleanNode(Boolean.parseBoolean(text));
    }
    if (tag.equals(Tag.NULL)) {
      return JSON.nullNode();
    }
    if (tag.equals(Tag.INT) && text.matches("[-+]?(0|[1-9]\\d{0,17})")) {
      return JSON.numberNode(Long.parseLong(text));
    }
    if (tag.equals(Tag.FLOAT) && text.matches("[-+]?\\d*\\.?\\d+([eE][-+]?\\d+)?")) {
      return JSON.numberNode(new BigDecimal(text));
    }
    return JSON.textNode(text); // a number that JSON cannot write, such as 000000000000, is text
  }

  private static JsonNode sequence(SequenceNode sequence) {
    ArrayNode array = JSON.arrayNode();
    sequence.getValue().forEach(item -> array.add(convert(item)));
    return array;
  }

  private static JsonNode mapping(MappingNode mapping) {
    ObjectNode object = JSON.objectNode();
    for (NodeTuple entry : mapping.getValue()) {
      if (!(entry.getKeyNode() instanceof ScalarNode key)) {
        throw new TemplateException("Expected a name as key" + where(entry.getKeyNode()));
      }
      if (object.has(key.getValue())) {
        throw new TemplateException("The key '" + key.getValue() + "' occurs twice" + where(key));
      }
      object.set(key.getValue(), convert(entry.getValueNode()));
    }
    return object;
  }

  private static String where(Node node) {
    return node.getStartMark().map(Mark::getLine).map(line -> " in line " + (line + 1)).orElse("");
  }

  private static String oneLine(String message) {
    return message.lines().map(String::strip).reduce((a, b) -> a + " " + b).orElse("");
  }
}
