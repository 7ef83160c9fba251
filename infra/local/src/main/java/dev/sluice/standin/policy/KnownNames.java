package dev.sluice.standin.policy;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The actions and condition keys that can be decided locally. */
final class KnownNames {
  /**
   * What is asked of the services that are served.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html">Actions,
   *     resources, and condition keys for AWS services</a>
   */
  private static final Map<String, Set<String>> ACTIONS =
      Map.of(
          "dynamodb",
          Set.of(
              "BatchGetItem",
              "BatchWriteItem",
              "ConditionCheckItem",
              "DeleteItem",
              "DescribeTable",
              "DescribeTimeToLive",
              "GetItem",
              "ListTables",
              "PutItem",
              "Query",
              "Scan",
              "UpdateItem"),
          "execute-api",
          Set.of("ManageConnections"),
          "lambda",
          Set.of("InvokeFunction"),
          "s3",
          Set.of("DeleteObject", "GetObject", "ListBucket", "PutObject"),
          "secretsmanager",
          Set.of("GetSecretValue"),
          "sqs",
          Set.of(
              "ChangeMessageVisibility",
              "DeleteMessage",
              "GetQueueAttributes",
              "GetQueueUrl",
              "PurgeQueue",
              "ReceiveMessage",
              "SendMessage"),
          "ssm",
          Set.of("GetParameter", "GetParameters", "GetParametersByPath"));

  /** Services that no function reaches here: what is allowed of them is passed over. */
  private static final Set<String> NOT_SERVED =
      Set.of("bedrock", "cloudwatch", "ec2", "kms", "logs", "sts", "xray");

  private static final Set<String> CONDITION_KEYS =
      Set.of(
          "aws:principalaccount",
          "aws:principalarn",
          "aws:securetransport",
          "aws:sourceaccount",
          "aws:sourcearn",
          "dynamodb:leadingkeys",
          "s3:delimiter",
          "s3:prefix");

  private KnownNames() {}

  /** Whether it is about a service that nobody reaches here. */
  static boolean isOfServiceNotServed(String action) {
    return NOT_SERVED.contains(service(action));
  }

  /** Whether it matches something that can be asked for here. */
  static boolean isAction(String pattern) {
    if (pattern.equals("*")) {
      return true;
    }
    String name = pattern.substring(pattern.indexOf(':') + 1);
    return ACTIONS.getOrDefault(service(pattern), Set.of()).stream()
        .anyMatch(action -> Wildcards.matchesAnyCase(name, action));
  }

  private static String service(String action) {
    return action.substring(0, Math.max(0, action.indexOf(':'))).toLowerCase(Locale.ROOT);
  }

  /** Whether a condition can be about this key, given in lower case. */
  static boolean isConditionKey(String key) {
    return CONDITION_KEYS.contains(key);
  }
}
