package dev.sluice.standin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * boto3, which shares no code with the SDK that functions use, works with objects, parameters,
 * secrets and queues; by a function's key as far as its role goes.
 *
 * @see <a
 *     href="https://boto3.amazonaws.com/v1/documentation/api/latest/guide/configuration.html">boto3
 *     configuration</a>
 */
class Boto3Test {
  private static final String TEMPLATE =
      """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Files: {Type: AWS::S3::Bucket}
        Work: {Type: AWS::SQS::Queue}
        Token: {Type: AWS::SecretsManager::Secret, Properties: {Name: token, SecretString: hush}}
        ReaderFunction:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: java25
            Handler: foreign.JobHandler
            Policies: {Statement: {Effect: Allow, Action: 's3:GetObject', Resource: !Sub '${Files.Arn}/open/*'}}
      """;

  private static final String SCRIPT =
      """
      import boto3
      from botocore.exceptions import ClientError
      s3, ssm, sqs = boto3.client('s3'), boto3.client('ssm'), boto3.client('sqs')
      bucket = 'local-files'
      def call(name, what):
          try:
              print(name, what())
          except ClientError as e:
              print(name, e.response['ResponseMetadata']['HTTPStatusCode'], e.response['Error']['Code'])
      def put(key, **more):
          return s3.put_object(Bucket=bucket, Key=key, Body=key.encode(), **more)['ResponseMetadata']['HTTPStatusCode']
      def get(key, **more):
          return s3.get_object(Bucket=bucket, Key=key, **more)['Body'].read().decode()
      call('put', lambda: put('open/a b+ä.txt', IfNoneMatch='*'))
      call('again', lambda: put('open/a b+ä.txt', IfNoneMatch='*'))
      call('put', lambda: put('shut/x'))
      call('get', lambda: get('open/a b+ä.txt'))
      call('part', lambda: get('open/a b+ä.txt', Range='bytes=5-5'))
      call('none', lambda: get('open/none'))
      call('shut', lambda: get('shut/x'))
      call('list', lambda: [o['Key'] for p in s3.get_paginator('list_objects_v2').paginate(Bucket=bucket, PaginationConfig={'PageSize': 1}) for o in p['Contents']])
      call('prefixes', lambda: [p['Prefix'] for p in s3.list_objects_v2(Bucket=bucket, Delimiter='/')['CommonPrefixes']])
      call('delete', lambda: s3.delete_object(Bucket=bucket, Key='shut/x')['ResponseMetadata']['HTTPStatusCode'])
      call('parameter', lambda: ssm.get_parameters(Names=['/a/b'], WithDecryption=True)['Parameters'][0]['Value'])
      call('secret', lambda: boto3.client('secretsmanager').get_secret_value(SecretId='token')['SecretString'])
      call('queue', lambda: sqs.send_message(QueueUrl=sqs.get_queue_url(QueueName='local-Work')['QueueUrl'], MessageBody='a')['MD5OfMessageBody'][:4])
      """;

  @TempDir private Path folder;

  private String run(Map<String, String> environment) throws Exception {
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder("python3", "-c", SCRIPT)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    builder.environment().put("PYTHONIOENCODING", "utf-8");
    Process process = builder.start();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("It did not end: " + Files.readString(output));
    }
    return Files.readString(output).strip();
  }

  private static boolean isThere() throws Exception {
    try {
      return new ProcessBuilder("python3", "-c", "import boto3").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private Stack start() throws Exception {
    Path file = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
    return Stack.start(
        StackOptions.of(file, InstantSource.system())
            .secureParameters(Map.of("/a/b", "value"))
            .build());
  }

  @Test
  void it_works_with_all_services() throws Exception {
    assumeTrue(isThere(), "needs boto3: pip install boto3");
    try (Stack stack = start()) {
      assertThat(run(stack.clientEnvironment()).lines())
          .containsExactly(
              "put 200",
              "again 412 PreconditionFailed",
              "put 200",
              "get open/a b+ä.txt",
              "part a",
              "none 404 NoSuchKey",
              "shut shut/x",
              "list ['open/a b+ä.txt', 'shut/x']",
              "prefixes ['open/', 'shut/']",
              "delete 204",
              "parameter value",
              "secret hush",
              "queue 0cc1");
    }
  }

  @Test
  void by_a_functions_key_it_may_do_what_the_function_may() throws Exception {
    assumeTrue(isThere(), "needs boto3: pip install boto3");
    try (Stack stack = start()) {
      run(stack.clientEnvironment());
      List<String> lines = run(stack.instanceEnvironment("ReaderFunction")).lines().toList();

      assertThat(lines)
          .contains("get open/a b+ä.txt", "part a", "none 403 AccessDenied")
          .contains("put 403 AccessDenied", "list 403 AccessDenied", "delete 403 AccessDenied")
          .contains("parameter 400 AccessDeniedException", "secret 400 AccessDeniedException")
          .contains("queue 400 AccessDeniedException");
    }
  }
}
