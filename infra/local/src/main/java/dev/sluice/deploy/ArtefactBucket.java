package dev.sluice.deploy;

import dev.sluice.widget.WidgetFile;
import java.nio.file.Path;
import java.util.function.Consumer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketLocationConstraint;
import software.amazon.awssdk.services.s3.model.CreateBucketConfiguration;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * The bucket from which CloudFormation takes what is installed, one for each account and region.
 * Objects are named by their content, so that nothing is sent twice and older stacks can go back.
 * Each call names the account that must own the bucket: names of buckets can be taken by anybody.
 */
public final class ArtefactBucket implements AutoCloseable {
  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;

  private final Account account;
  private final S3Client s3;
  private final Consumer<String> out;

  /**
   * @param out is told what is sent
   */
  public ArtefactBucket(Account account, Consumer<String> out) {
    this.account = account;
    this.s3 = account.s3();
    this.out = out;
  }

  /** Its name. */
  public String name() {
    return "sluice-artefacts-" + account.id() + "-" + account.region();
  }

  /**
   * Makes it unless it is there.
   *
   * @throws DeployException when somebody else has a bucket of that name
   */
  public void ensure() {
    try {
      s3.headBucket(request -> request.bucket(name()).expectedBucketOwner(account.id()));
    } catch (NoSuchBucketException e) {
      create();
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_FOUND) {
        create();
      } else if (e.statusCode() == FORBIDDEN) {
        throw new DeployException(
            "the bucket " + name() + " is not yours, or you may not use it", e);
      } else {
        throw e;
      }
    }
  }

  private void create() {
    CreateBucketRequest.Builder request = CreateBucketRequest.builder().bucket(name());
    if (!account.region().equals("us-east-1")) {
      request.createBucketConfiguration(
          CreateBucketConfiguration.builder()
              .locationConstraint(BucketLocationConstraint.fromValue(account.region()))
              .build());
    }
    s3.createBucket(request.build());
    s3.putPublicAccessBlock(
        block ->
            block
                .bucket(name())
                .expectedBucketOwner(account.id())
                .publicAccessBlockConfiguration(
                    all ->
                        all.blockPublicAcls(true)
                            .blockPublicPolicy(true)
                            .ignorePublicAcls(true)
                            .restrictPublicBuckets(true)));
    out.accept("made the bucket " + name());
  }

  /** Sends the packages that are not there yet, and the template. */
  public String send(Release release) {
    release.objects().forEach(this::send);
    String key = "templates/" + Digests.of(release.template()) + ".yaml";
    if (isMissing(key)) {
      put(key, RequestBody.fromString(release.template()));
    }
    return "https://"
        + name()
        + ".s3."
        + account.region()
        + "."
        + (account.region().startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com")
        + "/"
        + key;
  }

  private void send(String key, Path file) {
    if (isMissing(key)) {
      out.accept("sending " + key);
      put(key, RequestBody.fromFile(file));
    }
  }

  private boolean isMissing(String key) {
    try {
      s3.headObject(request -> request.bucket(name()).key(key).expectedBucketOwner(account.id()));
      return false;
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_FOUND) {
        return true;
      }
      throw e;
    }
  }

  private void put(String key, RequestBody body) {
    s3.putObject(
        request -> request.bucket(name()).key(key).expectedBucketOwner(account.id()), body);
  }

  /** Puts the widget where the edge serves it from. Pages look for a newer one after 5 minutes. */
  public void sendWidget(String bucket) {
    for (String name : Widget.FILES) {
      WidgetFile file = Widget.file(name);
      s3.putObject(
          request ->
              request
                  .bucket(bucket)
                  .key(name)
                  .contentType(file.contentType())
                  .cacheControl("public, max-age=300, stale-while-revalidate=86400")
                  .expectedBucketOwner(account.id()),
          RequestBody.fromBytes(file.bytes()));
    }
    out.accept("sent the widget to " + bucket);
  }

  @Override
  public void close() {
    s3.close();
  }
}
