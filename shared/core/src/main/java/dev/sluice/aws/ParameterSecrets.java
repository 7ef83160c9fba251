package dev.sluice.aws;

import dev.sluice.settings.SecretSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;

/**
 * Secrets in Systems Manager's Parameter Store: {@code <path>/<name of the setting>}, usually of
 * type SecureString. Thread-safe.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_GetParametersByPath.html">GetParametersByPath</a>
 */
final class ParameterSecrets implements SecretSource {
  /** An answer waits while they are read. */
  static final Duration LONGEST = Duration.ofSeconds(2);

  private final SsmClient ssm;
  private final String path;

  ParameterSecrets(SsmClient ssm, String path) {
    this.ssm = ssm;
    this.path = path;
  }

  @Override
  public Map<String, String> read() {
    Map<String, String> secrets = new HashMap<>();
    ssm.getParametersByPathPaginator(request -> request.path(path).withDecryption(true)).stream()
        .flatMap(page -> page.parameters().stream())
        .forEach(parameter -> secrets.put(setting(parameter), parameter.value()));
    return secrets;
  }

  private static String setting(Parameter parameter) {
    return parameter.name().substring(parameter.name().lastIndexOf('/') + 1);
  }
}
