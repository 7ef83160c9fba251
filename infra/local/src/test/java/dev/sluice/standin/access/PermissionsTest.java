package dev.sluice.standin.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.standin.SignedHttp;
import dev.sluice.standin.Stack;
import dev.sluice.standin.StackException;
import dev.sluice.standin.StackOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What a function's role does not allow is answered as AWS answers it, by every service.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">Troubleshoot
 *     access denied error messages</a>
 */
class PermissionsTest {
  private static final String TEMPLATE =
      """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Api:
          Type: AWS::Serverless::WebSocketApi
          Properties: {StageName: v1, RouteSelectionExpression: $request.body.a, Routes: {a: {FunctionArn: !Ref WorkFunction.Alias}}}
        Items: {Type: AWS::DynamoDB::Table, Properties: {BillingMode: PAY_PER_REQUEST, AttributeDefinitions: [{AttributeName: pk, AttributeType: S}], KeySchema: [{AttributeName: pk, KeyType: HASH}]}}
        Files: {Type: AWS::S3::Bucket}
        FilesPolicy: {Type: AWS::S3::BucketPolicy, Properties: {Bucket: !Ref Files, PolicyDocument: {Statement: {Effect: Deny, Principal: '*', Action: 's3:*', Resource: !Sub '${Files.Arn}/closed/*'}}}}
        Work: {Type: AWS::SQS::Queue}
        JobFunction: {Type: AWS::Serverless::Function, Properties: {Runtime: java25, Handler: foreign.JobHandler, AutoPublishAlias: live}}
        WorkFunction:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: java25
            Handler: foreign.JobHandler
            AutoPublishAlias: live
            Role: !GetAtt WorkRole.Arn
        WorkRole:
          Type: AWS::IAM::Role
          Properties:
            AssumeRolePolicyDocument: {}
            ManagedPolicyArns: [!Ref Sending, arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]
            Policies:
              - PolicyName: all
                PolicyDocument:
                  Statement:
                    - {Effect: Allow, Action: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'], Resource: !GetAtt Items.Arn, Condition: {'ForAllValues:StringLike': {'dynamodb:LeadingKeys': ['MINE#*']}}}
                    - {Effect: Allow, Action: 'lambda:InvokeFunction', Resource: !Ref JobFunction.Alias}
                    - {Effect: Allow, Action: 'execute-api:ManageConnections', Resource: !Sub 'arn:aws:execute-api:*:*:${Api}/v1/POST/@connections/*'}
                    - {Effect: Allow, Action: ['s3:GetObject', 's3:PutObject'], Resource: !Sub '${Files.Arn}/*'}
        Listing:
          Type: AWS::IAM::Policy
          Properties:
            PolicyName: listing
            Roles: [!Ref WorkRole]
            PolicyDocument: {Statement: {Effect: Allow, Action: 's3:ListBucket', Resource: !GetAtt Files.Arn, Condition: {StringLike: {'s3:prefix': 'open/*'}}}}
        Sending:
          Type: AWS::IAM::ManagedPolicy
          Properties: {PolicyDocument: {Statement: {Effect: Allow, Action: 'sqs:Send*', Resource: !GetAtt Work.Arn}}}
      """;

  @TempDir private static Path folder;
  private static final List<String> LOG = new CopyOnWriteArrayList<>();
  private static Stack stack;
  private static Credentials function;

  @BeforeAll
  static void start() throws Exception {
    stack = start(TEMPLATE);
    Map<String, String> environment = stack.instanceEnvironment("WorkFunction");
    function =
        new Credentials(
            environment.get("AWS_ACCESS_KEY_ID"), environment.get("AWS_SECRET_ACCESS_KEY"));
  }

  private static Stack start(String template) throws Exception {
    Path file = Files.writeString(folder.resolve("template.yaml"), template);
    return Stack.start(
        StackOptions.of(file, InstantSource.system())
            .log((by, line) -> LOG.add(by + " " + line))
            .build());
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  @BeforeEach
  void forget() {
    stack.permissions().forget();
  }

  private static HttpResponse<String> dynamoDb(String operation, String body) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(stack.dynamoDbEndpoint().orElseThrow() + "/"))
                .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header(
                    "Authorization",
                    "AWS4-HMAC-SHA256 Credential="
                        + function.accessKeyId()
                        + "/20260101/eu-local-1/dynamodb/aws4_request, SignedHeaders=host,"
                        + " Signature=none")
                .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> send(
      String service, String method, String path, Map<String, String> headers, String body)
      throws Exception {
    return SignedHttp.send(stack, function, service, method, path, headers, body);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GetItem | {'TableName':'local-Items','Key':{'pk':{'S':'MINE#1'}}} | ",
        "GetItem | {'TableName':'local-Items','Key':{'pk':{'S':'OTHER#1'}}} | GetItem",
        "PutItem | {'TableName':'local-Items','Item':{'pk':{'S':'MINE#1'}}} | ",
        "PutItem | {'TableName':'local-Items','Item':{'pk':{'S':'OTHER#1'}}} | PutItem",
        "DeleteItem | {'TableName':'local-Items','Key':{'pk':{'S':'MINE#1'}}} | DeleteItem",
        "Scan | {'TableName':'local-Items'} | Scan",
        "Query | {'TableName':'local-Items','KeyConditionExpression':'#p ="
            + " :p','ExpressionAttributeNames':{'#p':'pk'},'ExpressionAttributeValues':{':p':{'S':'MINE#1'}}}"
            + " | ",
        "Query | {'TableName':'local-Items','KeyConditionExpression':'pk ="
            + " :p','ExpressionAttributeValues':{':p':{'S':'OTHER#1'}}} | Query",
        "BatchGetItem |"
            + " {'RequestItems':{'local-Items':{'Keys':[{'pk':{'S':'MINE#1'}},{'pk':{'S':'MINE#2'}}]}}}"
            + " | ",
        "BatchGetItem |"
            + " {'RequestItems':{'local-Items':{'Keys':[{'pk':{'S':'MINE#1'}},{'pk':{'S':'OTHER#1'}}]}}}"
            + " | BatchGetItem",
        "BatchWriteItem |"
            + " {'RequestItems':{'local-Items':[{'PutRequest':{'Item':{'pk':{'S':'MINE#1'}}}}]}} |"
            + " BatchWriteItem",
        "TransactWriteItems |"
            + " {'TransactItems':[{'Put':{'TableName':'local-Items','Item':{'pk':{'S':'MINE#1'}}}}]}"
            + " | ",
        "TransactWriteItems |"
            + " {'TransactItems':[{'Put':{'TableName':'local-Items','Item':{'pk':{'S':'MINE#1'}}}},{'Delete':{'TableName':'local-Items','Key':{'pk':{'S':'MINE#2'}}}}]}"
            + " | DeleteItem",
        "TransactWriteItems |"
            + " {'TransactItems':[{'ConditionCheck':{'TableName':'local-Items','Key':{'pk':{'S':'MINE#1'}},'ConditionExpression':'attribute_exists(pk)'}}]}"
            + " | ConditionCheckItem",
        "TransactGetItems |"
            + " {'TransactItems':[{'Get':{'TableName':'local-Items','Key':{'pk':{'S':'OTHER#1'}}}}]}"
            + " | GetItem",
        "ListTables | {} | ListTables"
      })
  void a_table_is_used_only_as_the_role_allows(String operation, String body, String denied)
      throws Exception {
    HttpResponse<String> answer = dynamoDb(operation, body);

    if (denied == null) {
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      assertThat(stack.permissions().denials()).isEmpty();
    } else {
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body())
          .contains("#AccessDeniedException", "assumed-role/local-WorkRole/local-WorkFunction")
          .contains("not authorized to perform: dynamodb:" + denied + " on resource: ");
      assertThat(stack.permissions().denials())
          .extracting(Denial::action)
          .containsExactly("dynamodb:" + denied);
    }
  }

  @Test
  void a_function_is_invoked_by_the_alias_that_is_allowed() throws Exception {
    String path = "/2015-03-31/functions/local-JobFunction/invocations";
    HttpResponse<String> latest = send("lambda", "POST", path, Map.of(), "{}");

    assertThat(send("lambda", "POST", path + "?Qualifier=live", Map.of(), "{}").statusCode())
        .isEqualTo(200);
    assertThat(latest.statusCode()).isEqualTo(403);
    assertThat(latest.headers().firstValue("x-amzn-ErrorType")).hasValue("AccessDeniedException");
    assertThat(latest.body()).contains("lambda:InvokeFunction", "function:local-JobFunction ");
  }

  @Test
  void a_denial_is_logged() throws Exception {
    dynamoDb("Scan", "{'TableName':'local-Items'}");

    assertThat(LOG)
        .anyMatch(
            line ->
                line.startsWith("WorkFunction {\"level\":\"WARN\",\"event\":\"access_denied\"")
                    && line.contains("dynamodb:Scan"));
  }

  @Test
  void connections_are_posted_to_but_not_ended() throws Exception {
    String path = "/v1/@connections/AAAAAAAAAAAAAAA%3D";
    HttpResponse<String> end = send("execute-api", "DELETE", path, Map.of(), "");

    assertThat(send("execute-api", "POST", path, Map.of(), "x").statusCode()).isEqualTo(410);
    assertThat(end.statusCode()).isEqualTo(403);
    assertThat(end.headers().firstValue("x-amzn-ErrorType")).hasValue("AccessDeniedException");
    assertThat(end.body())
        .contains("execute-api:ManageConnections", "/v1/DELETE/@connections/AAAAAAAAAAAAAAA=");
  }

  @Test
  void a_queue_is_sent_to_but_not_emptied() throws Exception {
    String body = "{\"QueueUrl\":\"http://any/0/local-Work\"";
    Map<String, String> batch = Map.of("X-Amz-Target", "AmazonSQS.SendMessageBatch");
    Map<String, String> receive = Map.of("X-Amz-Target", "AmazonSQS.ReceiveMessage");
    HttpResponse<String> received = send("sqs", "POST", "/", receive, body + "}");

    assertThat(
            send(
                    "sqs",
                    "POST",
                    "/",
                    batch,
                    body + ",\"Entries\":[{\"Id\":\"1\",\"MessageBody\":\"a\"}]}")
                .statusCode())
        .isEqualTo(200);
    assertThat(received.statusCode()).isEqualTo(400);
    assertThat(received.body()).contains("AccessDeniedException", "sqs:ReceiveMessage");
  }

  @ParameterizedTest
  @CsvSource({
    "PUT, /open/a, 200, ''",
    "DELETE, /open/a, 403, s3:DeleteObject",
    "GET, /open/none, 404, NoSuchKey",
    "GET, /other/none, 403, s3:ListBucket",
    "GET, ?list-type=2&prefix=open%2F, 200, ListBucketResult",
    "GET, ?list-type=2&prefix=other%2F, 403, s3:ListBucket",
    "GET, ?list-type=2, 403, s3:ListBucket",
    "GET, /closed/a, 403, explicit deny in a resource-based policy"
  })
  void objects_are_used_only_as_role_and_bucket_allow(
      String method, String path, int status, String containing) throws Exception {
    HttpResponse<String> answer =
        send(
            "s3",
            method,
            "/local-files" + path,
            Map.of("x-amz-content-sha256", "UNSIGNED-PAYLOAD"),
            "");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body()).contains(containing);
    if (status == 403) {
      assertThat(answer.body()).contains("<Code>AccessDenied</Code>");
    }
  }

  @Test
  void a_source_whose_queue_the_role_may_not_read_is_refused() {
    String sourced =
        TEMPLATE
            .replace("      Role: !GetAtt", "      Timeout: 1\n      Role: !GetAtt")
            .replace(
                "      Role: !GetAtt",
                "      Events: {Q: {Type: SQS, Properties: {Queue: !GetAtt Work.Arn}}}\n"
                    + "      Role: !GetAtt");

    assertThatExceptionOfType(StackException.class)
        .isThrownBy(() -> start(sourced))
        .withMessageContaining("not authorized to perform: sqs:ReceiveMessage");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dynamodb:GetItem | dynamodb:Get | the action dynamodb:Get",
        "Role: !GetAtt WorkRole.Arn | Role: arn:aws:iam::000000000000:role/admin | The role",
        "Role: !GetAtt WorkRole.Arn | Policies: [{DynamoDBCrudPolicy: {TableName: t}}] | templates",
        "AWSLambdaBasicExecutionRole | AdministratorAccess | AdministratorAccess",
        "Role: !GetAtt WorkRole.Arn | PermissionsBoundary: arn:aws:iam::aws:policy/X | Boundary"
      })
  void what_cannot_be_decided_is_refused_at_the_start(String was, String is, String message) {
    assertThatExceptionOfType(StackException.class)
        .isThrownBy(() -> start(TEMPLATE.replace(was, is)))
        .withMessageContaining(message);
  }
}
