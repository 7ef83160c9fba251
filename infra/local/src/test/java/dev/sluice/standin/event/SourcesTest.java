package dev.sluice.standin.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.standin.SignedHttp;
import dev.sluice.standin.Stack;
import dev.sluice.standin.StackException;
import dev.sluice.standin.StackOptions;
import foreign.Seen;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Queues, buckets and rules invoke functions. */
class SourcesTest {
  private static final String TEMPLATE =
      """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Dead: {Type: AWS::SQS::Queue}
        Work:
          Type: AWS::SQS::Queue
          Properties:
            VisibilityTimeout: 1
            RedrivePolicy: {deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 2}
        Documents:
          Type: AWS::S3::Bucket
          Properties:
            NotificationConfiguration:
              EventBridgeConfiguration: {EventBridgeEnabled: true}
              QueueConfigurations:
                - Event: s3:ObjectCreated:*
                  Queue: !GetAtt Work.Arn
                  Filter: {S3Key: {Rules: [{Name: prefix, Value: in/}, {Name: suffix, Value: .md}]}}
        Delivery:
          Type: AWS::SQS::QueuePolicy
          Properties:
            Queues: [!Ref Work, !Ref Dead]
            PolicyDocument:
              Statement:
                - {Effect: Allow, Principal: {Service: s3.amazonaws.com}, Action: sqs:SendMessage, Resource: !GetAtt Work.Arn, Condition: {ArnLike: {aws:SourceArn: !GetAtt Documents.Arn}}}
                - {Effect: Allow, Principal: {Service: events.amazonaws.com}, Action: sqs:SendMessage, Resource: !GetAtt Dead.Arn}
        BatchFunction:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: java25
            Handler: foreign.BatchHandler
            Timeout: 1
            Events:
              Work: {Type: SQS, Properties: {Queue: !GetAtt Work.Arn, BatchSize: 5, FunctionResponseTypes: [ReportBatchItemFailures]}}
        JobFunction:
          Type: AWS::Serverless::Function
          Properties:
            Runtime: java25
            Handler: foreign.JobHandler
            Events:
              Removed:
                Type: EventBridgeRule
                Properties:
                  Pattern:
                    source: [aws.s3]
                    detail-type: [Object Deleted]
                    detail: {bucket: {name: [!Ref Documents]}, object: {key: [{prefix: in/}]}}
      """;

  @TempDir private Path folder;

  @BeforeEach
  void forget() {
    Seen.forget();
  }

  private Stack start(String template) throws Exception {
    Path file = Files.writeString(folder.resolve("template.yaml"), template);
    return Stack.start(StackOptions.of(file, InstantSource.system()).build());
  }

  private static JsonNode sqs(Stack stack, String operation, String body) throws Exception {
    HttpResponse<String> answer =
        SignedHttp.send(
            stack,
            "sqs",
            "POST",
            "/",
            Map.of(
                "X-Amz-Target",
                "AmazonSQS." + operation,
                "Content-Type",
                "application/x-amz-json-1.0"),
            body);
    return new ObjectMapper().readTree(answer.body());
  }

  private static List<String> bodies() {
    return Seen.calls().stream().map(call -> String.valueOf(call.event())).toList();
  }

  /**
   * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html">Using Lambda with
   *     Amazon SQS</a>
   */
  @Test
  void messages_are_handed_to_the_function_and_deleted() throws Exception {
    try (Stack stack = start(TEMPLATE)) {
      JsonNode url = sqs(stack, "GetQueueUrl", "{\"QueueName\":\"local-Work\"}").path("QueueUrl");
      JsonNode sent =
          sqs(stack, "SendMessage", "{\"QueueUrl\":" + url + ",\"MessageBody\":\"hello\"}");

      assertThat(sent.path("MD5OfMessageBody").asText())
          .isEqualTo("5d41402abc4b2a76b9719d911017c592");
      Awaitility.await().until(() -> bodies().contains("hello"));
      String arn = stack.model().queues().get("Work").arn();
      Awaitility.await().until(() -> stack.queues().bodies(arn).isEmpty());
    }
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Handling
   *     errors for an SQS event source in Lambda</a>
   */
  @Test
  void a_message_that_fails_again_and_again_goes_to_the_dead_letters_and_the_others_do_not()
      throws Exception {
    try (Stack stack = start(TEMPLATE)) {
      String work = stack.model().queues().get("Work").arn();
      String dead = stack.model().queues().get("Dead").arn();
      stack.queues().send(work, "bad");
      stack.queues().send(work, "good");

      Awaitility.await().until(() -> stack.queues().bodies(dead).equals(List.of("bad")));
      assertThat(bodies()).containsOnlyOnce("good").contains("bad", "bad");
      assertThat(stack.queues().bodies(work)).isEmpty();
    }
  }

  @Test
  void a_program_can_receive_and_delete() throws Exception {
    try (Stack stack = start(TEMPLATE)) {
      String url = "{\"QueueUrl\":\"http://any/0/local-Dead\"";
      sqs(stack, "SendMessageBatch", url + ",\"Entries\":[{\"Id\":\"1\",\"MessageBody\":\"a\"}]}");
      JsonNode message =
          sqs(stack, "ReceiveMessage", url + ",\"WaitTimeSeconds\":1}").path("Messages").path(0);
      sqs(
          stack,
          "DeleteMessage",
          url + ",\"ReceiptHandle\":" + message.path("ReceiptHandle") + "}");

      assertThat(message.path("Body").asText()).isEqualTo("a");
      assertThat(
              sqs(stack, "GetQueueAttributes", url + "}")
                  .at("/Attributes/ApproximateNumberOfMessagesNotVisible")
                  .asText())
          .isEqualTo("0");
      assertThat(sqs(stack, "GetQueueUrl", "{\"QueueName\":\"none\"}").path("__type").asText())
          .endsWith("QueueDoesNotExist");
    }
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html">Event
   *     message structure</a>
   */
  @Test
  void a_new_object_is_told_to_the_queue_if_its_key_is_meant() throws Exception {
    try (Stack stack = start(TEMPLATE)) {
      for (String key : List.of("out/a.md", "in/a.txt", "in/ä b.md")) {
        stack
            .objects()
            .report(new ObjectChange("local-documents", key, 7, "e", false, Instant.EPOCH));
      }
      Awaitility.await().until(() -> !bodies().isEmpty());

      assertThat(bodies()).hasSize(1);
      assertThat(bodies().getFirst())
          .contains("\"eventName\":\"ObjectCreated:Put\"")
          .contains("\"key\":\"in/%C3%A4+b.md\"");
    }
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html">Amazon
   *     EventBridge event patterns</a>
   */
  @Test
  void a_rule_that_matches_invokes_its_function() throws Exception {
    try (Stack stack = start(TEMPLATE)) {
      for (String key : List.of("out/a.md", "in/a.md")) {
        stack
            .objects()
            .report(new ObjectChange("local-documents", key, 0, "", true, Instant.EPOCH));
      }
      Awaitility.await().until(() -> stack.pendingInvocations() == 0 && !bodies().isEmpty());

      assertThat(bodies()).singleElement().asString().contains("Object Deleted", "in/a.md");
    }
  }

  private static final String RULE =
      """
        Told:
          Type: AWS::Events::Rule
          Properties:
            EventPattern: {source: [aws.s3], detail-type: [Object Created], detail: {bucket: {name: [!Ref Documents]}}}
            Targets: [{Id: queue, Arn: !GetAtt Dead.Arn}]
      """;

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-events-rule.html">AWS::Events::Rule</a>
   */
  @Test
  void a_rule_of_its_own_sends_the_event_to_its_queue() throws Exception {
    ObjectChange change =
        new ObjectChange("local-documents", "new/a.md", 7, "e", false, Instant.EPOCH);
    try (Stack stack = start(TEMPLATE + RULE)) {
      stack.objects().report(change);

      assertThat(stack.queues().bodies(stack.model().queues().get("Dead").arn()))
          .singleElement()
          .asString()
          .contains("\"detail-type\":\"Object Created\"", "\"key\":\"new/a.md\"");
    }
    try (Stack stack = start(TEMPLATE + RULE + "      State: DISABLED\n")) {
      stack.objects().report(change);

      assertThat(stack.queues().bodies(stack.model().queues().get("Dead").arn())).isEmpty();
    }
    Assertions.assertThatExceptionOfType(StackException.class)
        .isThrownBy(() -> start(TEMPLATE + RULE.replace("!GetAtt Dead.Arn", "'arn:aws:sns:a:b:c'")))
        .withMessageContaining("Told has a target that is not available locally: arn:aws:sns");
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html">Using
   *     resource-based policies for Amazon EventBridge</a>
   */
  @Test
  void what_a_queues_policy_does_not_allow_is_not_delivered() throws Exception {
    try (Stack stack =
        start((TEMPLATE + RULE).replace("events.amazonaws.com", "x.amazonaws.com"))) {
      stack
          .objects()
          .report(new ObjectChange("local-documents", "new/a.md", 7, "e", false, Instant.EPOCH));

      assertThat(stack.queues().bodies(stack.model().queues().get("Dead").arn())).isEmpty();
      assertThat(stack.permissions().denials())
          .singleElement()
          .matches(denial -> denial.by().equals("events.amazonaws.com"))
          .matches(denial -> denial.action().equals("sqs:SendMessage"));
    }
  }

  @Test
  void patterns_and_schedules_that_are_not_available_are_refused() {
    Assertions.assertThatExceptionOfType(StackException.class)
        .isThrownBy(() -> start(TEMPLATE.replace("{prefix: in/}]", "{wildcard: in/*}]")))
        .withMessageContaining("The event pattern {\"wildcard\":\"in/*\"} is not available");
    Assertions.assertThatExceptionOfType(StackException.class)
        .isThrownBy(
            () ->
                start(
                    """
                    Transform: AWS::Serverless-2016-10-31
                    Resources:
                      F:
                        Type: AWS::Serverless::Function
                        Properties:
                          Runtime: java25
                          Handler: foreign.JobHandler
                          Events: {Noon: {Type: Schedule, Properties: {Schedule: cron(0 12 * * ? *)}}}
                    """))
        .withMessageContaining("cron(…) is not available locally");
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-timers.html">Amazon
   *     SQS message timers</a>
   */
  @Test
  void a_message_that_was_sent_with_a_delay_is_handed_out_once_it_is_over() throws Exception {
    try (Stack stack = start(TEMPLATE)) {
      sqs(
          stack,
          "SendMessage",
          "{\"QueueUrl\":\"http://any/0/local-Work\",\"MessageBody\":\"late\",\"DelaySeconds\":1}");
      Awaitility.await().until(() -> bodies().contains("late"));
    }
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-sqs.html">SQS</a>
   */
  @Test
  void a_source_that_is_switched_off_is_no_source() throws Exception {
    String off = TEMPLATE.replace("BatchSize: 5,", "BatchSize: 5, Enabled: false,");
    try (Stack stack = start(off)) {
      assertThat(stack.model().eventSources()).hasSize(1);
    }
    try (Stack stack =
        start(
            TEMPLATE.replace(
                "            Pattern:\n", "            State: DISABLED\n            Pattern:\n"))) {
      assertThat(stack.model().eventSources()).hasSize(1);
    }
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html">Creating
   *     and configuring an Amazon SQS event source mapping</a>
   */
  @Test
  void a_queue_that_hides_messages_for_less_than_the_functions_time_is_refused() {
    Assertions.assertThatExceptionOfType(StackException.class)
        .isThrownBy(() -> start(TEMPLATE.replace("  Timeout: 1\n", "  Timeout: 60\n")))
        .withMessageContaining("is less than Function timeout: 60 seconds");
  }

  @Test
  void a_destination_that_the_template_has_not_is_refused() {
    String elsewhere = "'arn:aws:sqs:eu-local-1:000000000000:other'";
    Assertions.assertThatExceptionOfType(StackException.class)
        .isThrownBy(
            () ->
                start(
                    TEMPLATE.replace(
                        "      Handler: foreign.JobHandler\n",
                        "      Handler: foreign.JobHandler\n"
                            + "      DeadLetterQueue: {Type: SQS, TargetArn: "
                            + elsewhere
                            + "}\n")))
        .withMessageContaining("The template has no queue");
    Assertions.assertThatExceptionOfType(StackException.class)
        .isThrownBy(() -> start(TEMPLATE.replace("!GetAtt Dead.Arn", elsewhere)))
        .withMessageContaining("The template has no queue");
  }
}
