package dev.sluice.standin.parameter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standin.access.JsonService;
import dev.sluice.standin.access.ServiceException;
import dev.sluice.standin.policy.AccessRequest;
import dev.sluice.standin.template.ParameterModel;
import dev.sluice.standin.template.StackIdentity;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The parameter store of Systems Manager, for reading. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParameters.html">GetParameters</a>
 */
public final class SsmService implements JsonService {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String SECURE = "SecureString";

  /** GetParameters takes no more names, GetParametersByPath gives no more parameters at once. */
  private static final int AT_ONCE = 10;

  private final StackIdentity identity;
  private final TreeMap<String, ParameterModel> parameters = new TreeMap<>();

  /** A store of the given parameters; of two with one name the later. */
  public SsmService(StackIdentity identity, Collection<ParameterModel> parameters) {
    this.identity = identity;
    parameters.forEach(parameter -> this.parameters.put(parameter.name(), parameter));
  }

  @Override
  public String targetPrefix() {
    return "AmazonSSM.";
  }

  @Override
  public String signingName() {
    return "ssm";
  }

  @Override
  public String contentType() {
    return "application/x-amz-json-1.1";
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html">Actions,
   *     resources, and condition keys for AWS Systems Manager</a>
   */
  @Override
  public List<AccessRequest> wanted(String operation, JsonNode request) {
    Stream<String> names =
        switch (operation) {
          case "GetParameters" -> request.path("Names").valueStream().map(JsonNode::asText);
          case "GetParametersByPath" -> Stream.of(request.path("Path").asText());
          default -> Stream.of(request.path("Name").asText());
        };
    return names.map(name -> AccessRequest.of("ssm:" + operation, arn(name))).toList();
  }

  private String arn(String name) {
    return identity.arn("ssm", "parameter" + (name.startsWith("/") ? "" : "/") + name);
  }

  @Override
  public JsonNode run(String operation, JsonNode request) {
    boolean decrypt = request.path("WithDecryption").asBoolean();
    return switch (operation) {
      case "GetParameter" -> one(request.path("Name").asText(), decrypt);
      case "GetParameters" -> many(request.path("Names"), decrypt);
      case "GetParametersByPath" -> below(request, decrypt);
      default ->
          throw new ServiceException(
              "UnsupportedOperationException", operation + " is not available locally");
    };
  }

  private ObjectNode one(String name, boolean decrypt) {
    ParameterModel parameter =
        find(name).orElseThrow(() -> new ServiceException("ParameterNotFound", name));
    return JSON.objectNode().set("Parameter", json(parameter, decrypt));
  }

  private ObjectNode many(JsonNode names, boolean decrypt) {
    if (names.isEmpty() || names.size() > AT_ONCE) {
      throw new ServiceException(
          "ValidationException", "Expected 1 to " + AT_ONCE + " names but got " + names.size());
    }
    ObjectNode answer = JSON.objectNode();
    ArrayNode found = answer.putArray("Parameters");
    ArrayNode invalid = answer.putArray("InvalidParameters");
    for (JsonNode name : names) {
      find(name.asText())
          .ifPresentOrElse(
              parameter -> found.add(json(parameter, decrypt)), () -> invalid.add(name));
    }
    return answer;
  }

  /** Pages are continued behind the last name. */
  private ObjectNode below(JsonNode request, boolean decrypt) {
    String path = request.path("Path").asText().replaceFirst("/*$", "/");
    boolean recursive = request.path("Recursive").asBoolean();
    int limit = Math.clamp(request.path("MaxResults").asInt(AT_ONCE), 1, AT_ONCE);
    String behind = request.path("NextToken").asText("");
    List<ParameterModel> found =
        parameters.tailMap(behind, false).values().stream()
            .filter(parameter -> isBelow(parameter.name(), path, recursive))
            .limit(limit + 1L)
            .toList();
    ObjectNode answer = JSON.objectNode();
    ArrayNode array = answer.putArray("Parameters");
    found.stream().limit(limit).forEach(parameter -> array.add(json(parameter, decrypt)));
    if (found.size() > limit) {
      answer.put("NextToken", found.get(limit - 1).name());
    }
    return answer;
  }

  private static boolean isBelow(String name, String path, boolean recursive) {
    return name.startsWith(path) && (recursive || name.indexOf('/', path.length()) < 0);
  }

  private Optional<ParameterModel> find(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  private ObjectNode json(ParameterModel parameter, boolean decrypt) {
    boolean readable = decrypt || !parameter.type().equals(SECURE);
    return JSON.objectNode()
        .put("Name", parameter.name())
        .put("Type", parameter.type())
        .put("Value", readable ? parameter.value() : encrypted(parameter.name()))
        .put("Version", 1)
        .put("ARN", arn(parameter.name()))
        .put("DataType", "text");
  }

  /** What stands for the ciphertext, which nobody can read either. */
  private static String encrypted(String name) {
    return Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
  }
}
