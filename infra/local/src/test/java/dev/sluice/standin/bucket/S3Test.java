package dev.sluice.standin.bucket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.standin.SignedHttp;
import dev.sluice.standin.Stack;
import dev.sluice.standin.StackOptions;
import dev.sluice.standin.access.Credentials;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * S3 as AWS's own client sees it.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/Welcome.html">Amazon S3 API
 *     reference</a>
 */
class S3Test {
  private static final String TEMPLATE =
      """
      Transform: AWS::Serverless-2016-10-31
      Resources:
        Files:
          Type: AWS::S3::Bucket
          Properties: {NotificationConfiguration: {EventBridgeConfiguration: {EventBridgeEnabled: true}}}
        Changes: {Type: AWS::SQS::Queue}
        Told:
          Type: AWS::Events::Rule
          Properties:
            EventPattern: {source: [aws.s3], detail: {object: {key: [{prefix: told/}]}}}
            Targets: [{Id: queue, Arn: !GetAtt Changes.Arn}]
        Delivery:
          Type: AWS::SQS::QueuePolicy
          Properties:
            Queues: [!Ref Changes]
            PolicyDocument: {Statement: {Effect: Allow, Principal: {Service: events.amazonaws.com}, Action: sqs:SendMessage, Resource: !GetAtt Changes.Arn}}
      """;
  private static final String BUCKET = "local-files";

  @TempDir private static Path folder;
  private static Stack stack;
  private static S3Client s3;

  @BeforeAll
  static void start() throws Exception {
    stack = open();
    s3 = client(stack, Credentials.LOCAL.secretAccessKey());
  }

  @AfterAll
  static void stop() {
    s3.close();
    stack.close();
  }

  @BeforeEach
  void empty() {
    s3.listObjectsV2Paginator(l -> l.bucket(BUCKET))
        .contents()
        .forEach(object -> s3.deleteObject(d -> d.bucket(BUCKET).key(object.key())));
    stack.queues().find(stack.model().queues().get("Changes").arn()).orElseThrow().purge();
  }

  private static Stack open() throws Exception {
    Path file = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
    return Stack.start(
        StackOptions.of(file, InstantSource.system()).dataFolder(folder.resolve("data")).build());
  }

  private static S3Client client(Stack of, String secret) {
    return S3Client.builder()
        .httpClient(UrlConnectionHttpClient.create())
        .region(Region.of("eu-local-1"))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(Credentials.LOCAL.accessKeyId(), secret)))
        .endpointOverride(URI.create(of.clientEnvironment().get("AWS_ENDPOINT_URL_S3")))
        .build();
  }

  private static String put(String key, String content) {
    return s3.putObject(p -> p.bucket(BUCKET).key(key), RequestBody.fromString(content)).eTag();
  }

  private static ResponseBytes<GetObjectResponse> get(String key) {
    return s3.getObjectAsBytes(g -> g.bucket(BUCKET).key(key));
  }

  private static int status(Runnable call) {
    try {
      call.run();
      return 200;
    } catch (software.amazon.awssdk.services.s3.model.S3Exception e) {
      return e.statusCode();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a/b/c.md", "ä ö+&=?#%2F <>\"'.txt", "../up", "a//b", "täglich/💡"})
  void an_object_comes_back_as_it_was_put_under_any_key(String key) {
    String tag =
        s3.putObject(
                p -> p.bucket(BUCKET).key(key).contentType("text/plain"),
                RequestBody.fromString("Grüße"))
            .eTag();

    assertThat(get(key).asUtf8String()).isEqualTo("Grüße");
    assertThat(get(key).response().contentType()).isEqualTo("text/plain");
    assertThat(tag).matches("\"[0-9a-f]{32}\"").isEqualTo(get(key).response().eTag());
    assertThat(s3.headObject(h -> h.bucket(BUCKET).key(key)).contentLength()).isEqualTo(7);
    assertThat(s3.listObjectsV2(l -> l.bucket(BUCKET)).contents())
        .extracting(S3Object::key)
        .containsExactly(key);
  }

  @Test
  void an_object_of_several_chunks_comes_back_whole() {
    String large = "0123456789abcdef".repeat(40_000);
    put("large", large);

    assertThat(get("large").asUtf8String()).isEqualTo(large);
  }

  @Test
  void what_is_not_there_is_404_and_deleting_it_does_nothing() {
    assertThatExceptionOfType(NoSuchKeyException.class).isThrownBy(() -> get("none"));
    assertThatExceptionOfType(NoSuchBucketException.class)
        .isThrownBy(() -> s3.getObjectAsBytes(g -> g.bucket("other").key("a")));
    assertThat(status(() -> s3.headObject(h -> h.bucket(BUCKET).key("none")))).isEqualTo(404);
    assertThat(status(() -> s3.deleteObject(d -> d.bucket(BUCKET).key("none")))).isEqualTo(200);
  }

  /**
   * @see <a
   *     href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html">How to
   *     prevent object overwrites with conditional writes</a>
   */
  @Test
  void a_write_happens_only_under_its_condition() {
    RequestBody body = RequestBody.fromString("new");
    assertThat(status(() -> s3.putObject(p -> p.bucket(BUCKET).key("k").ifMatch("\"x\""), body)))
        .isEqualTo(404);
    assertThat(status(() -> s3.putObject(p -> p.bucket(BUCKET).key("k").ifNoneMatch("*"), body)))
        .isEqualTo(200);
    assertThat(status(() -> s3.putObject(p -> p.bucket(BUCKET).key("k").ifNoneMatch("*"), body)))
        .isEqualTo(412);
    assertThat(status(() -> s3.putObject(p -> p.bucket(BUCKET).key("k").ifMatch("\"x\""), body)))
        .isEqualTo(412);
    String tag = get("k").response().eTag();
    assertThat(
            status(
                () ->
                    s3.putObject(
                        p -> p.bucket(BUCKET).key("k").ifMatch(tag),
                        RequestBody.fromString("newer"))))
        .isEqualTo(200);
    assertThat(get("k").asUtf8String()).isEqualTo("newer");
  }

  @Test
  void of_writers_under_one_condition_one_comes_through() {
    String tag = put("k", "0");

    assertThat(
            IntStream.range(0, 8)
                .parallel()
                .map(
                    i ->
                        status(
                            () ->
                                s3.putObject(
                                    p -> p.bucket(BUCKET).key("k").ifMatch(tag),
                                    RequestBody.fromString("by " + i))))
                .filter(status -> status == 200)
                .count())
        .isEqualTo(1);
  }

  @Test
  void a_read_may_have_a_condition_and_a_range() {
    String tag = put("k", "0123456789");

    assertThat(status(() -> s3.getObject(g -> g.bucket(BUCKET).key("k").ifMatch("\"x\""))))
        .isEqualTo(412);
    assertThat(status(() -> s3.getObject(g -> g.bucket(BUCKET).key("k").ifNoneMatch(tag))))
        .isEqualTo(304);
    for (Map.Entry<String, String> range :
        Map.of("bytes=2-4", "234", "bytes=7-", "789", "bytes=-2", "89", "bytes=8-99", "89")
            .entrySet()) {
      assertThat(
              s3.getObjectAsBytes(g -> g.bucket(BUCKET).key("k").range(range.getKey()))
                  .asUtf8String())
          .isEqualTo(range.getValue());
    }
    assertThat(status(() -> s3.getObject(g -> g.bucket(BUCKET).key("k").range("bytes=10-"))))
        .isEqualTo(416);
  }

  @Test
  void a_list_is_in_the_order_of_bytes_and_comes_in_pages() {
    List<String> keys = List.of("a", "a/1", "a/2", "b/1/x", "b/2", "c", "d", "é", "\uFF5E", "💡");
    keys.forEach(key -> put(key, key));

    for (int page = 1; page <= keys.size() + 1; page++) {
      int size = page;
      List<String> found = new ArrayList<>();
      s3.listObjectsV2Paginator(l -> l.bucket(BUCKET).maxKeys(size))
          .contents()
          .forEach(object -> found.add(object.key()));
      assertThat(found).as("in pages of " + size).containsExactlyElementsOf(keys);
    }
    assertThat(s3.listObjectsV2(l -> l.bucket(BUCKET).prefix("a/").startAfter("a/1")).contents())
        .extracting(S3Object::key)
        .containsExactly("a/2");
  }

  @Test
  void what_lies_behind_a_delimiter_is_told_once() {
    for (String key : List.of("p/a/1", "p/a/2", "p/b", "p/c/1", "p/c/2/3", "q")) {
      put(key, "x");
    }
    for (int size : List.of(1, 2, 1_000)) {
      List<String> objects = new ArrayList<>();
      List<String> prefixes = new ArrayList<>();
      Optional<String> token = Optional.empty();
      do {
        String from = token.orElse(null);
        ListObjectsV2Response page =
            s3.listObjectsV2(
                l ->
                    l.bucket(BUCKET)
                        .prefix("p/")
                        .delimiter("/")
                        .maxKeys(size)
                        .continuationToken(from));
        page.contents().forEach(object -> objects.add(object.key()));
        page.commonPrefixes().forEach(prefix -> prefixes.add(prefix.prefix()));
        token = Optional.ofNullable(page.nextContinuationToken());
      } while (token.isPresent());

      assertThat(objects).containsExactly("p/b");
      assertThat(prefixes).containsExactly("p/a/", "p/c/");
    }
  }

  /**
   * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html">EventBridge
   *     event message structure</a>
   */
  @Test
  void changes_are_told() {
    put("told/a", "abc");
    put("other", "abc");
    s3.deleteObject(d -> d.bucket(BUCKET).key("told/a"));

    List<String> told = stack.queues().bodies(stack.model().queues().get("Changes").arn());
    assertThat(told).hasSize(2);
    assertThat(told.getFirst()).contains("Object Created", "\"key\":\"told/a\",\"size\":3");
    assertThat(told.getLast()).contains("Object Deleted", "told/a");
  }

  @Test
  void objects_are_there_after_a_restart() throws Exception {
    put("kept", "content");
    stack.close();
    stack = open();
    s3 = client(stack, Credentials.LOCAL.secretAccessKey());

    assertThat(get("kept").asUtf8String()).isEqualTo("content");
  }

  @Test
  void a_wrong_secret_is_refused() {
    try (S3Client stranger = client(stack, "wrong")) {
      assertThat(
              status(
                  () ->
                      stranger.putObject(
                          p -> p.bucket(BUCKET).key("a"), RequestBody.fromString("x"))))
          .isEqualTo(403);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/local-files/a?uploads", "/local-files/a?acl", "/local-files?versions"})
  void what_is_not_available_says_so(String path) throws Exception {
    assertThat(
            SignedHttp.send(
                    stack,
                    "s3",
                    "GET",
                    path,
                    Map.of("x-amz-content-sha256", "UNSIGNED-PAYLOAD"),
                    "")
                .body())
        .contains("NotImplemented", "is not available locally");
  }
}
