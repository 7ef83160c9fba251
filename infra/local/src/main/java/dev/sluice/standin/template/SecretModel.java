package dev.sluice.standin.template;

import java.util.Optional;
import java.util.Set;

/**
 * A secret of Secrets Manager.
 *
 * @param name its name
 * @param arn its ARN, with six characters behind the name
 * @param value its text
 */
public record SecretModel(String name, String arn, String value) {
  /**
   * A secret with a text of its own, or one that is to be made up: that is the same at each start,
   * and no secret, as nobody outside this machine can reach the stack.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-secretsmanager-secret.html">AWS::SecretsManager::Secret</a>
   */
  static SecretModel read(Resource resource, String name) {
    Properties properties = resource.properties();
    properties.allow(
        Set.of("Name", "SecretString", "GenerateSecretString"),
        Set.of("KmsKeyId", "ReplicaRegions"));
    Optional<String> text = properties.text("SecretString");
    if (text.isEmpty() && properties.node().path("GenerateSecretString").has("GenerateStringKey")) {
      throw properties.refused("GenerateSecretString", "without GenerateStringKey");
    }
    return new SecretModel(name, resource.name(), text.orElse("made-up-secret-of-" + name));
  }
}
