package dev.sluice.standin.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *     evaluation logic</a>
 */
class PolicyTest {
  private static final String TABLE = "arn:aws:dynamodb:r:000000000000:table/t";
  private static final AccessRequest GET =
      AccessRequest.of("dynamodb:GetItem", TABLE).with("dynamodb:LeadingKeys", List.of("CONN#1"));

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  private static Policy policy(String statements) {
    return new PolicyReader("the policy").ofRole(json("{'Statement':[" + statements + "]}"));
  }

  private static Decision decide(AccessRequest request, String statements) {
    Role role = new Role("FRole", "000000000000", "f", List.of(policy(statements)));
    return new Permissions(Map.of("F", role), Map.of())
        .decide(new Principal.Function("F", role), request);
  }

  private static boolean allows(AccessRequest request, String statements) {
    return decide(request, statements) instanceof Decision.Allowed;
  }

  private static String allow(String action, String resource) {
    return "{'Effect':'Allow','Action':'" + action + "','Resource':'" + resource + "'}";
  }

  private static String under(String condition) {
    return "{'Effect':'Allow','Action':'dynamodb:GetItem','Resource':'*','Condition':{"
        + condition
        + "}}";
  }

  @Test
  void what_nothing_allows_is_denied() {
    assertThat(decide(GET, ""))
        .isEqualTo(
            new Decision.Denied(
                "because no identity-based policy allows the dynamodb:GetItem action"));
  }

  @ParameterizedTest
  @CsvSource({
    "dynamodb:GetItem, *, true",
    "DynamoDB:getitem, *, true",
    "dynamodb:Get*, *, true",
    "dynamodb:*, *, true",
    "*, *, true",
    "dynamodb:PutItem, *, false",
    "s3:*, *, false",
    "dynamodb:GetItem, arn:aws:dynamodb:r:000000000000:table/t, true",
    "dynamodb:GetItem, arn:aws:dynamodb:*:*:table/?, true",
    "dynamodb:GetItem, arn:aws:dynamodb:r:000000000000:table/t/index/*, false",
    "dynamodb:GetItem, arn:aws:dynamodb:*:table/t:x:y, false",
    "dynamodb:GetItem, arn:aws:dynamodb:r:000000000000:table/T, false"
  })
  void actions_are_matched_in_any_case_and_resources_part_by_part(
      String action, String resource, boolean allowed) {
    assertThat(allows(GET, allow(action, resource))).isEqualTo(allowed);
  }

  @Test
  void a_denial_wins_over_every_allowance() {
    String deny = "{'Effect':'Deny','Action':'dynamodb:Get*','Resource':'*'}";

    assertThat(decide(GET, allow("*", "*") + "," + deny))
        .isEqualTo(new Decision.Denied("with an explicit deny in an identity-based policy"));
  }

  @Test
  void what_is_excepted_is_not_meant() {
    String notGet = "{'Effect':'Allow','NotAction':'dynamodb:GetItem','Resource':'*'}";
    String elsewhere = "{'Effect':'Allow','Action':'*','NotResource':['" + TABLE + "']}";

    assertThat(allows(GET, notGet)).isFalse();
    assertThat(allows(AccessRequest.of("dynamodb:Query", TABLE), notGet)).isTrue();
    assertThat(allows(GET, elsewhere)).isFalse();
    assertThat(allows(AccessRequest.of("dynamodb:Query", TABLE + "2"), elsewhere)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ForAllValues:StringLike   | CONN#*,KEY#* | CONN#1        | true",
        "ForAllValues:StringLike   | CONN#*,KEY#* | CONN#1,KEY#2  | true",
        "ForAllValues:StringLike   | CONN#*       | CONN#1,KEY#2  | false",
        "ForAllValues:StringLike   | CONN#*       |               | true",
        "ForAnyValue:StringLike    | CONN#*       | CONN#1,KEY#2  | true",
        "ForAnyValue:StringLike    | CONN#*       | KEY#2         | false",
        "ForAnyValue:StringLike    | CONN#*       |               | false",
        "ForAllValues:StringNotLike| CONN#*       | KEY#2,KEY#3   | true",
        "ForAllValues:StringNotLike| CONN#*       | CONN#1,KEY#2  | false",
        "ForAnyValue:StringNotLike | CONN#*       | CONN#1,KEY#2  | true",
        "ForAnyValue:StringNotLike | CONN#*       |               | false",
        "StringEquals              | CONN#1,KEY#1 | KEY#1         | true",
        "StringEquals              | CONN#1       | conn#1        | false",
        "StringEquals              | CONN#1       |               | false",
        "StringEqualsIfExists      | CONN#1       |               | true",
        "StringEqualsIfExists      | CONN#1       | KEY#1         | false",
        "StringEqualsIgnoreCase    | CONN#1       | conn#1        | true",
        "StringNotEquals           | CONN#1,KEY#1 | KEY#1         | false",
        "StringNotEquals           | CONN#1       | KEY#1         | true",
        "StringNotEquals           | CONN#1       |               | true",
        "StringLike                | C?NN#*       | CONN#1        | true",
        "StringNotLike             | CONN#*       | CONN#1        | false",
        "Null                      | true         |               | true",
        "Null                      | true         | CONN#1        | false",
        "Null                      | false        | CONN#1        | true"
      })
  void conditions_compare_as_their_operators_say(
      String operator, String wanted, String given, boolean holds) {
    String condition =
        "'%s':{'dynamodb:LeadingKeys':['%s']}".formatted(operator, wanted.replace(",", "','"));
    AccessRequest request = AccessRequest.of("dynamodb:GetItem", TABLE);

    assertThat(
            allows(
                given == null
                    ? request
                    : request.with("dynamodb:LeadingKeys", List.of(given.split(","))),
                under(condition)))
        .isEqualTo(holds);
  }

  @Test
  void all_conditions_must_hold_and_names_of_keys_have_no_case() {
    String keys = "'StringLike':{'DynamoDB:leadingKEYS':'CONN#*'}";

    assertThat(allows(GET, under(keys + ",'Bool':{'aws:SecureTransport':'true'}"))).isTrue();
    assertThat(allows(GET, under(keys + ",'Bool':{'aws:SecureTransport':'false'}"))).isFalse();
    assertThat(allows(GET, under("'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::*:role/F*'}")))
        .isTrue();
    assertThat(allows(GET, under("'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::*:user/F*'}")))
        .isFalse();
  }

  private static Decision resourceDecides(Principal principal, String statement) {
    Policy policy =
        new PolicyReader("of the bucket").ofResource(json("{'Statement':" + statement + "}"));
    return new Permissions(Map.of(), Map.of("arn:aws:s3:::b", List.of(policy)))
        .decide(principal, AccessRequest.of("s3:GetObject", "arn:aws:s3:::b/k"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'*'                                                             | true  | true",
        "{'AWS':'*'}                                                     | true  | true",
        "{'AWS':'arn:aws:iam::000000000000:role/FRole'}                  | true  | false",
        "{'AWS':'arn:aws:sts::000000000000:assumed-role/FRole/f'}        | true  | false",
        "{'AWS':'arn:aws:iam::000000000000:root'}                        | false | false",
        "{'AWS':'arn:aws:iam::000000000000:role/Other'}                  | false | false",
        "{'Service':['s3.amazonaws.com','events.amazonaws.com']}         | false | true",
        "{'Service':'s3.amazonaws.com'}                                  | false | false"
      })
  void a_resources_policy_is_for_its_principals(
      String principal, boolean function, boolean service) {
    String statement =
        "{'Effect':'Allow','Principal':"
            + principal
            + ",'Action':'s3:GetObject','Resource':'arn:aws:s3:::b/*'}";
    Role role = new Role("FRole", "000000000000", "f", List.of());

    assertThat(resourceDecides(new Principal.Function("F", role), statement))
        .matches(decision -> decision instanceof Decision.Allowed == function);
    assertThat(resourceDecides(new Principal.Service("events.amazonaws.com"), statement))
        .matches(decision -> decision instanceof Decision.Allowed == service);
  }

  @Test
  void a_resources_denial_for_the_account_is_one_for_its_roles() {
    Role role = new Role("FRole", "000000000000", "f", List.of(policy(allow("s3:*", "*"))));

    assertThat(
            resourceDecides(
                new Principal.Function("F", role),
                "{'Effect':'Deny','Principal':{'AWS':'000000000000'},'Action':'s3:*','Resource':'*'}"))
        .isEqualTo(new Decision.Denied("with an explicit deny in a resource-based policy"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'Effect':'Allow','Action':'dynamodb:Get','Resource':'*'}",
        "{'Effect':'Allow','Action':'dynamo:GetItem','Resource':'*'}",
        "{'Effect':'Maybe','Action':'dynamodb:GetItem','Resource':'*'}",
        "{'Effect':'Allow','Action':'dynamodb:GetItem','Resource':'table/t'}",
        "{'Effect':'Allow','Action':'dynamodb:GetItem','Resource':'*','Unless':{}}",
        "{'Effect':'Allow','Action':'s3:GetObject','Resource':'arn:aws:s3:::b/${aws:username}'}",
        "{'Effect':'Allow','Action':'s3:GetObject','Resource':'*','Condition':{'IpAddress':{'aws:SecureTransport':'a'}}}",
        "{'Effect':'Allow','Action':'s3:GetObject','Resource':'*','Condition':{'Bool':{'aws:MultiFactorAuthPresent':'a'}}}",
        "{'Effect':'Allow','Action':'s3:GetObject','Resource':'*','Condition':{'ForNoValue:Bool':{'aws:SecureTransport':'a'}}}"
      })
  void what_cannot_be_decided_is_refused_by_name(String statement) {
    assertThatExceptionOfType(PolicyException.class)
        .isThrownBy(() -> policy(statement))
        .withMessageMatching("the policy has .* not available locally");
  }

  @Test
  void a_statement_needs_actions_and_resources_and_one_of_a_resource_says_for_whom() {
    String neither = "{'Effect':'Allow','Resource':'*'}";
    String both = "{'Effect':'Allow','Action':'*','NotAction':'*','Resource':'*'}";

    for (String wrong : List.of(neither, both)) {
      assertThatExceptionOfType(PolicyException.class)
          .isThrownBy(() -> policy(wrong))
          .withMessageContaining("either Action or NotAction");
    }
    assertThatExceptionOfType(PolicyException.class)
        .isThrownBy(
            () ->
                new PolicyReader("p").ofResource(json("{'Statement':" + allow("s3:*", "*") + "}")))
        .withMessageContaining("needs a Principal");
  }

  @Test
  void what_is_allowed_of_services_that_are_not_served_is_passed_over() {
    assertThat(policy(allow("bedrock:InvokeModel", "*")).statements()).isEmpty();
  }
}
