package dev.sluice.standin.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.standin.SignedHttp;
import dev.sluice.standin.Stack;
import dev.sluice.standin.StackOptions;
import dev.sluice.standin.access.Credentials;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * @see <a
 *     href="https://docs.aws.amazon.com/systems-manager/latest/APIReference/Welcome.html">Systems
 *     Manager API reference</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/Welcome.html">Secrets
 *     Manager API reference</a>
 */
class ParametersTest {
  private static final String TEMPLATE =
      """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Colour: {Type: AWS::SSM::Parameter, Properties: {Name: /shop/colour, Type: String, Value: blue}}
        Unnamed: {Type: AWS::SSM::Parameter, Properties: {Type: StringList, Value: 'a,b'}}
        Token: {Type: AWS::SecretsManager::Secret, Properties: {Name: token, SecretString: hush}}
        ReaderFunction:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: java25
            Handler: foreign.JobHandler
            Policies:
              - Statement:
                  - {Effect: Allow, Action: 'ssm:GetParameter*', Resource: !Sub 'arn:aws:ssm:${AWS::Region}:${AWS::AccountId}:parameter/shop/*'}
                  - {Effect: Allow, Action: secretsmanager:GetSecretValue, Resource: !Ref Token}
      """;

  @TempDir private static Path folder;
  private static Stack stack;
  private static Credentials reader;

  @BeforeAll
  static void start() throws Exception {
    Path file = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
    Map<String, String> secure = new TreeMap<>(Map.of("/shop/keys/a", "secret a", "/other/a", "b"));
    for (int i = 0; i < 12; i++) {
      secure.put("/shop/many/" + i, "v" + i);
    }
    stack =
        Stack.start(StackOptions.of(file, InstantSource.system()).secureParameters(secure).build());
    Map<String, String> environment = stack.instanceEnvironment("ReaderFunction");
    reader =
        new Credentials(
            environment.get("AWS_ACCESS_KEY_ID"), environment.get("AWS_SECRET_ACCESS_KEY"));
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  private static JsonNode call(Credentials by, String target, String body) throws Exception {
    String service = target.startsWith("AmazonSSM") ? "ssm" : "secretsmanager";
    HttpResponse<String> answer =
        SignedHttp.send(
            stack,
            by,
            service,
            "POST",
            "/",
            Map.of("X-Amz-Target", target),
            body.replace('\'', '"'));
    return new ObjectMapper().readTree(answer.body());
  }

  @Test
  void a_parameter_has_its_value_and_a_secure_one_only_if_it_is_decrypted() throws Exception {
    String get = "AmazonSSM.GetParameter";

    assertThat(call(reader, get, "{'Name':'/shop/colour'}").at("/Parameter/Value").asText())
        .isEqualTo("blue");
    assertThat(call(reader, get, "{'Name':'/shop/keys/a'}").at("/Parameter/Value").asText())
        .isNotEmpty()
        .doesNotContain("secret");
    JsonNode read = call(reader, get, "{'Name':'/shop/keys/a','WithDecryption':true}");
    assertThat(read.at("/Parameter/Value").asText()).isEqualTo("secret a");
    assertThat(read.at("/Parameter/Type").asText()).isEqualTo("SecureString");
    assertThat(call(reader, get, "{'Name':'/shop/none'}").path("__type").asText())
        .isEqualTo("ParameterNotFound");
    assertThat(
            call(Credentials.LOCAL, get, "{'Name':'local-Unnamed'}")
                .at("/Parameter/Value")
                .asText())
        .isEqualTo("a,b");
  }

  @Test
  void of_many_those_that_are_not_there_are_told() throws Exception {
    JsonNode answer =
        call(
            reader,
            "AmazonSSM.GetParameters",
            "{'Names':['/shop/none','/shop/keys/a'],'WithDecryption':true}");

    assertThat(answer.at("/Parameters/0/Value").asText()).isEqualTo("secret a");
    assertThat(answer.path("InvalidParameters").toString()).isEqualTo("[\"/shop/none\"]");
  }

  @Test
  void what_is_below_a_path_comes_in_pages() throws Exception {
    List<String> names = new ArrayList<>();
    String token = "";
    do {
      JsonNode page =
          call(
              reader,
              "AmazonSSM.GetParametersByPath",
              "{'Path':'/shop/','Recursive':true,'MaxResults':5" + token + "}");
      page.path("Parameters").forEach(parameter -> names.add(parameter.path("Name").asText()));
      token = page.has("NextToken") ? ",'NextToken':" + page.path("NextToken") : "";
    } while (!token.isEmpty());

    assertThat(names).hasSize(14).contains("/shop/colour", "/shop/keys/a", "/shop/many/11");
    assertThat(
            call(reader, "AmazonSSM.GetParametersByPath", "{'Path':'/shop/'}")
                .path("Parameters")
                .findValuesAsText("Name"))
        .containsExactly("/shop/colour");
  }

  @Test
  void what_the_role_does_not_allow_is_denied() throws Exception {
    JsonNode one = call(reader, "AmazonSSM.GetParameters", "{'Names':['/shop/colour','/other/a']}");

    assertThat(one.path("__type").asText()).endsWith("#AccessDeniedException");
    assertThat(one.path("message").asText())
        .isEqualTo(
            "User:"
                + " arn:aws:sts::000000000000:assumed-role/local-ReaderFunctionRole/local-ReaderFunction"
                + " is not authorized to perform: ssm:GetParameters on resource:"
                + " arn:aws:ssm:eu-local-1:000000000000:parameter/other/a because no identity-based"
                + " policy allows the ssm:GetParameters action");
  }

  @Test
  void a_secret_is_found_by_name_and_by_arn() throws Exception {
    String get = "secretsmanager.GetSecretValue";
    JsonNode named = call(reader, get, "{'SecretId':'token'}");

    assertThat(named.path("SecretString").asText()).isEqualTo("hush");
    assertThat(call(reader, get, "{'SecretId':" + named.path("ARN") + "}")).isEqualTo(named);
    assertThat(call(reader, get, "{'SecretId':'none'}").path("__type").asText())
        .isEqualTo("ResourceNotFoundException");
  }
}
