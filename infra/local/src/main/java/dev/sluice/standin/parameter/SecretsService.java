package dev.sluice.standin.parameter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.standin.access.JsonService;
import dev.sluice.standin.access.ServiceException;
import dev.sluice.standin.policy.AccessRequest;
import dev.sluice.standin.template.SecretModel;
import java.util.Collection;
import java.util.List;

/**
 * Secrets Manager, for reading. Immutable.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_GetSecretValue.html">GetSecretValue</a>
 */
public final class SecretsService implements JsonService {
  private final List<SecretModel> secrets;

  /** A store of the given secrets. */
  public SecretsService(Collection<SecretModel> secrets) {
    this.secrets = List.copyOf(secrets);
  }

  @Override
  public String targetPrefix() {
    return "secretsmanager.";
  }

  @Override
  public String signingName() {
    return "secretsmanager";
  }

  @Override
  public String contentType() {
    return "application/x-amz-json-1.1";
  }

  @Override
  public List<AccessRequest> wanted(String operation, JsonNode request) {
    return List.of(AccessRequest.of("secretsmanager:" + operation, find(request).arn()));
  }

  @Override
  public JsonNode run(String operation, JsonNode request) {
    if (!operation.equals("GetSecretValue")) {
      throw new ServiceException(
          "InvalidRequestException", operation + " is not available locally");
    }
    SecretModel secret = find(request);
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer
        .put("ARN", secret.arn())
        .put("Name", secret.name())
        .put("VersionId", "00000000-0000-0000-0000-000000000000")
        .put("SecretString", secret.value())
        .putArray("VersionStages")
        .add("AWSCURRENT");
    return answer;
  }

  private SecretModel find(JsonNode request) {
    String id = request.path("SecretId").asText();
    return secrets.stream()
        .filter(secret -> secret.arn().equals(id) || secret.name().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new ServiceException(
                    "ResourceNotFoundException",
                    "Secrets Manager can't find the specified secret."));
  }
}
