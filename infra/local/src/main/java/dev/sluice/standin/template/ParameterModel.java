package dev.sluice.standin.template;

import java.util.Set;

/**
 * A parameter of Systems Manager.
 *
 * @param name such as {@code /shop/key}
 * @param type {@code String}, {@code StringList} or {@code SecureString}
 * @param value its text
 */
public record ParameterModel(String name, String type, String value) {
  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ssm-parameter.html">AWS::SSM::Parameter</a>
   */
  static ParameterModel read(Resource resource) {
    Properties properties = resource.properties();
    properties.allow(
        Set.of("Name", "Type", "Value"), Set.of("AllowedPattern", "DataType", "Policies", "Tier"));
    String type = properties.required("Type");
    if (!Set.of("String", "StringList").contains(type)) {
      throw properties.refused("Type", "String or StringList");
    }
    return new ParameterModel(resource.name(), type, properties.required("Value"));
  }

  /** A parameter that only who may decrypt it can read; CloudFormation does not make such ones. */
  public static ParameterModel secure(String name, String value) {
    return new ParameterModel(name, "SecureString", value);
  }
}
