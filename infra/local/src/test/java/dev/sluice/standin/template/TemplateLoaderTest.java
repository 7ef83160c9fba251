package dev.sluice.standin.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * @see <a
 *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy.html">SAM
 *     template anatomy</a>
 */
class TemplateLoaderTest {
  private static final String FUNCTION =
      """
      Resources:
        F:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: java25
            Handler: a.B
      """;

  private static final String TRANSFORM = "Transform: AWS::Serverless-2016-10-31\n";

  private static StackModel load(String text) {
    return load(text, Map.of());
  }

  private static StackModel load(String text, Map<String, String> parameters) {
    boolean plain = text.contains("AWS::Serverless") && !text.contains("Transform");
    String whole = plain && !text.startsWith("{") ? TRANSFORM + text : text;
    return new TemplateLoader(StackIdentity.local("shop"), parameters).load(whole, Path.of("/x"));
  }

  private static void refuses(String text, String message) {
    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> load(text))
        .withMessageContaining(message);
  }

  @Test
  void a_function_has_lambdas_defaults() {
    FunctionModel function = load(FUNCTION).functions().get("F");

    assertThat(function.name()).isEqualTo("shop-F");
    assertThat(function.arn()).isEqualTo("arn:aws:lambda:eu-local-1:000000000000:function:shop-F");
    assertThat(function.timeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(function.memoryMegabytes()).isEqualTo(128);
    assertThat(function.alias()).isEmpty();
    assertThat(function.async()).isEqualTo(AsyncSettings.DEFAULT);
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html">Globals</a>
   */
  @Test
  void globals_are_merged_map_by_map_and_own_values_win() {
    FunctionModel function =
        load("""
        Globals:
          Function:
            Runtime: java25
            Timeout: 7
            Environment: {Variables: {A: global, B: global}}
        Resources:
          F:
            Type: AWS::Serverless::Function
            Properties:
              Handler: a.B
              Timeout: 9
              Environment: {Variables: {B: own}}
        """)
            .functions()
            .get("F");

    assertThat(function.timeout()).isEqualTo(Duration.ofSeconds(9));
    assertThat(function.environment()).isEqualTo(Map.of("A", "global", "B", "own"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "!Ref Name | given",
        "!Ref AWS::Region | eu-local-1",
        "!Ref AWS::AccountId | 000000000000",
        "!Ref Q | https://sqs.eu-local-1.amazonaws.com/000000000000/shop-Q",
        "!GetAtt Q.Arn | arn:aws:sqs:eu-local-1:000000000000:shop-Q",
        "{'Fn::GetAtt': [Q, QueueName]} | shop-Q",
        "!Sub '${Name}-${AWS::StackName}-${!Literal}-${Q.Arn}' |"
            + " given-shop-${Literal}-arn:aws:sqs:eu-local-1:000000000000:shop-Q",
        "!Sub ['${a}${Name}', {a: !Ref Name}] | givengiven",
        "!Join ['/', [a, !Ref Name, c]] | a/given/c",
        "!Select [1, !Split [',', 'a,b,c']] | b",
        "!FindInMap [Sizes, !Ref Name, small] | 10",
        "!If [IsGiven, yes it is, no] | yes it is",
        "!If [IsOther, 'yes', 'no'] | no",
        "!If [Both, 'yes', 'no'] | no",
        "!If [Either, 'yes', 'no'] | yes",
        "!Ref G.Alias | arn:aws:lambda:eu-local-1:000000000000:function:shop-G:live",
        "!Ref GAliaslive | arn:aws:lambda:eu-local-1:000000000000:function:shop-G:live",
        "!Ref Secret | arn:aws:secretsmanager:eu-local-1:000000000000:secret:shop-Secret-LOCAL0",
      })
  void functions_of_the_template_language_are_evaluated(String expression, String value) {
    String text =
        """
        Parameters:
          Name: {Type: String, Default: given}
          Count: {Type: Number, Default: 0}
        Mappings: {Sizes: {given: {small: 10}}}
        Conditions:
          IsGiven: !Equals [!Ref Name, given]
          IsOther: !Not [!Condition IsGiven]
          Both: !And [!Condition IsGiven, !Condition IsOther]
          Either: !Or [!Condition IsGiven, !Equals [!Ref Count, 1]]
        Resources:
          Q: {Type: AWS::SQS::Queue}
          Secret: {Type: AWS::SecretsManager::Secret}
          G:
            Type: AWS::Serverless::Function
            Properties: {Runtime: java25, Handler: a.B, AutoPublishAlias: live}
          F:
            Type: AWS::Serverless::Function
            Properties:
              Runtime: java25
              Handler: a.B
              Environment:
                Variables:
                  GONE: !Ref AWS::NoValue
                  X: %s
        """
            .formatted(expression);

    assertThat(load(text).functions().get("F").environment()).isEqualTo(Map.of("X", value));
  }

  @Test
  void a_resource_whose_condition_is_not_met_is_not_there() {
    StackModel model =
        load(
            """
            Parameters: {Wanted: {Type: String, Default: 'false'}}
            Conditions: {Want: !Equals [!Ref Wanted, 'true']}
            Resources:
              Q: {Type: AWS::SQS::Queue, Condition: Want}
              Odd: {Type: AWS::Nowhere::Thing, Condition: Want}
            """);

    assertThat(model.queues()).isEmpty();
  }

  @Test
  void the_short_and_the_raw_form_of_an_api_are_the_same() {
    String functions =
        """
        Resources:
          F:
            Type: AWS::Serverless::Function
            Properties: {Runtime: java25, Handler: a.B, AutoPublishAlias: live}
        """;
    String sam =
        functions
            + """
              Api:
                Type: AWS::Serverless::WebSocketApi
                Properties:
                  StageName: v1
                  RouteSelectionExpression: $request.body.x
                  DefaultRouteSettings: {ThrottlingBurstLimit: 2, ThrottlingRateLimit: 1.5}
                  Routes:
                    $default: {FunctionArn: !Ref F.Alias, IntegrationTimeout: 500}
            """;
    String raw =
        functions
            + """
              Api:
                Type: AWS::ApiGatewayV2::Api
                Properties: {ProtocolType: WEBSOCKET, Name: n, RouteSelectionExpression: $request.body.x}
              Stage:
                Type: AWS::ApiGatewayV2::Stage
                Properties:
                  ApiId: !Ref Api
                  StageName: v1
                  DefaultRouteSettings: {ThrottlingBurstLimit: 2, ThrottlingRateLimit: 1.5}
              Integration:
                Type: AWS::ApiGatewayV2::Integration
                Properties:
                  ApiId: !Ref Api
                  IntegrationType: AWS_PROXY
                  TimeoutInMillis: 500
                  IntegrationUri: !Sub
                    - arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${f}/invocations
                    - {f: !Ref F.Alias}
              Route:
                Type: AWS::ApiGatewayV2::Route
                Properties: {ApiId: !Ref Api, RouteKey: $default, Target: !Join [/, [integrations, !Ref Integration]]}
            """;

    assertThat(load(raw).api()).isPresent().isEqualTo(load(sam).api());
    assertThat(load(sam).api().orElseThrow().throttle()).contains(new Throttle(1.5, 2));
  }

  @Test
  void code_is_looked_for_beside_the_template() {
    assertThat(load(FUNCTION + "      CodeUri: target/f.zip\n").functions().get("F").code())
        .contains(Path.of("/x/target/f.zip"));
  }

  @Test
  void event_sources_buckets_and_queues_are_read() {
    StackModel model =
        load(
            """
            Resources:
              Dead: {Type: AWS::SQS::Queue}
              Q:
                Type: AWS::SQS::Queue
                Properties:
                  VisibilityTimeout: 7
                  RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3}
              B:
                Type: AWS::S3::Bucket
                Properties:
                  NotificationConfiguration:
                    QueueConfigurations:
                      - Event: s3:ObjectCreated:*
                        Queue: !GetAtt Q.Arn
                        Filter: {S3Key: {Rules: [{Name: prefix, Value: docs/}]}}
              F:
                Type: AWS::Serverless::Function
                Properties:
                  Runtime: java25
                  Handler: a.B
                  Events:
                    Docs: {Type: SQS, Properties: {Queue: !GetAtt Q.Arn, BatchSize: 5, FunctionResponseTypes: [ReportBatchItemFailures]}}
            """);

    assertThat(model.eventSources())
        .containsExactly(
            new EventSource.Queue(
                "F", "arn:aws:sqs:eu-local-1:000000000000:shop-Q", 5, Duration.ZERO, true));
    assertThat(model.queues().get("Q").redrive().map(QueueModel.Redrive::maximumReceives))
        .contains(3);
    assertThat(model.buckets().get("B").name()).isEqualTo("shop-b");
    assertThat(model.buckets().get("B").notifications())
        .isEqualTo(
            List.of(
                new BucketModel.Notification(
                    "s3:ObjectCreated:*",
                    "arn:aws:sqs:eu-local-1:000000000000:shop-Q",
                    "docs/",
                    "")));
  }

  @Test
  void what_is_not_available_is_refused_by_name() {
    refuses(
        "Resources: {A: {Type: AWS::EC2::Instance}, B: {Type: AWS::ECS::Service}}",
        "not available locally: A (AWS::EC2::Instance), B (AWS::ECS::Service)");
    refuses(FUNCTION + "      Layers: [x]\n      VpcConfig: {}\n", "F has properties");
    refuses(FUNCTION.replace("java25", "nodejs22.x"), "Expected F.Runtime to be a Java runtime");
    refuses("Resources: {}\nHooks: {}\n", "The section Hooks is not supported");
    refuses("Transform: [AWS::Include]\nResources: {}\n", "Expected the transform");
    refuses(
        FUNCTION + "      Environment: {Variables: {X: !ImportValue y}}\n",
        "The function Fn::ImportValue is not supported");
    refuses(
        FUNCTION + "      Environment: {Variables: {X: !Ref Nobody}}\n",
        "'Nobody' is neither a parameter nor a resource");
    refuses(
        FUNCTION + "      Environment: {Variables: {X: !GetAtt F.Magic}}\n",
        "The attribute F.Magic is not available locally");
  }

  @Test
  void what_is_not_yaml_is_refused_with_the_line() {
    refuses("Resources: [", "Not a readable YAML document");
    refuses("Resources: {}\nResources: {}\n", "The key 'Resources' occurs twice in line 2");
    refuses("- a\n", "Expected a YAML mapping");
  }

  @Test
  void parameters_are_checked_all_at_once() {
    String text =
        """
        Parameters:
          A: {Type: String}
          B: {Type: String, AllowedValues: [x, y], Default: x}
          C: {Type: Number, Default: 1}
        Resources: {}
        """;

    assertThatExceptionOfType(TemplateException.class)
        .isThrownBy(() -> load(text, Map.of("B", "z", "C", "many", "D", "?")))
        .withMessageContaining("A has no default")
        .withMessageContaining("B does not allow 'z'")
        .withMessageContaining("C does not allow 'many'")
        .withMessageContaining("D is not a parameter");
  }

  @Test
  void a_condition_that_depends_on_itself_is_refused() {
    refuses(
        """
        Conditions: {A: !Not [!Condition B], B: !Not [!Condition A]}
        Resources: {Q: {Type: AWS::SQS::Queue, Condition: A}}
        """,
        "depends on itself");
  }

  @Test
  void a_route_to_a_time_out_beyond_29_seconds_is_refused() {
    refuses(
        FUNCTION
            + """
              Api:
                Type: AWS::Serverless::WebSocketApi
                Properties:
                  RouteSelectionExpression: $request.body.x
                  Routes: {$default: {FunctionArn: !GetAtt F.Arn, IntegrationTimeout: 29001}}
            """,
        "TimeoutInMillis to be 50 to 29000");
  }

  @Test
  void json_is_yaml() {
    assertThat(load("{\"Resources\": {\"Q\": {\"Type\": \"AWS::SQS::Queue\"}}}").queues())
        .containsKey("Q");
    assertThat(Optional.of(load(FUNCTION).api())).contains(Optional.empty());
  }

  /**
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html">Lambda
   *     quotas</a>
   */
  @Test
  void what_lambda_does_not_allow_is_refused() {
    refuses(FUNCTION + "      Timeout: 901\n", "F.Timeout to be 1 to 900");
    refuses(FUNCTION + "      MemorySize: 64\n", "F.MemorySize to be 128 to 10240");
    refuses(
        FUNCTION + "      EventInvokeConfig: {MaximumRetryAttempts: 3}\n",
        "MaximumRetryAttempts to be 0 to 2");
    refuses(
        FUNCTION + "      EventInvokeConfig: {MaximumEventAgeInSeconds: 59}\n",
        "MaximumEventAgeInSeconds to be 60 to 21600");
  }
}
