package dev.sluice.deploy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * The secrets of the caller's environment, kept for the functions as encrypted parameters. Their
 * values are never shown.
 */
public final class SecretParameters {
  /** By setting, the function that reads it: the part of the path behind the stack's name. */
  private static final Map<String, String> KNOWN = new LinkedHashMap<>();

  static {
    for (String provider :
        List.of("DEEPSEEK", "OPENAI", "GEMINI", "ANTHROPIC", "COMPATIBLE", "BEDROCK")) {
      KNOWN.put(provider + "_API_KEY", "stream");
    }
    KNOWN.put("TOKEN_ISSUERS", "connect");
  }

  private SecretParameters() {}

  /** The values that the environment has, by the full names of their parameters. */
  public static Map<String, String> in(Map<String, String> environment, String stackName) {
    Map<String, String> values = new LinkedHashMap<>();
    KNOWN.forEach(
        (name, function) -> {
          String value = environment.getOrDefault(name, "").strip();
          if (!value.isEmpty()) {
            values.put("/" + stackName + "/" + function + "/" + name, value);
          }
        });
    return values;
  }

  /** Those that differ from what is stored. */
  public static Map<String, String> changed(Account account, Map<String, String> values) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    try (SsmClient ssm = account.ssm()) {
      changed.entrySet().removeIf(entry -> isThere(ssm, entry.getKey(), entry.getValue()));
    }
    return changed;
  }

  /** Stores them, encrypted. */
  public static void store(Account account, Map<String, String> values) {
    try (SsmClient ssm = account.ssm()) {
      values.forEach(
          (name, value) ->
              ssm.putParameter(
                  request ->
                      request
                          .name(name)
                          .value(value)
                          .type(ParameterType.SECURE_STRING)
                          .overwrite(true)));
    }
  }

  private static boolean isThere(SsmClient ssm, String name, String value) {
    try {
      return ssm.getParameter(request -> request.name(name).withDecryption(true))
          .parameter()
          .value()
          .equals(value);
    } catch (ParameterNotFoundException e) {
      return false;
    }
  }
}
