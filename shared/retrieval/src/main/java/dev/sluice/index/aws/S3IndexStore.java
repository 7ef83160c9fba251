package dev.sluice.index.aws;

import dev.sluice.index.Archive;
import dev.sluice.index.FinishedSnapshot;
import dev.sluice.index.IndexStore;
import dev.sluice.index.Manifest;
import dev.sluice.index.Manifests;
import dev.sluice.index.PublishOutcome;
import dev.sluice.index.Published;
import dev.sluice.session.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Snapshots in a bucket, one zip object each. The manifest is swapped by a conditional write
 * ({@code If-Match}, or {@code If-None-Match: *} for the first), see "Conditional writes" in the S3
 * User Guide. Thread-safe.
 */
public final class S3IndexStore implements IndexStore {
  private static final String MANIFEST = "/manifest.json";
  private static final String SNAPSHOTS = "/snapshots/";
  private static final String ENDING = ".zip";
  private static final int PRECONDITION_FAILED = 412;
  private static final int CONDITIONAL_CONFLICT = 409;

  private final S3Client s3;
  private final String bucket;
  private final String prefix;

  /**
   * A store below the prefix.
   *
   * @param prefix without a slash at its ends; empty for the whole bucket
   */
  public S3IndexStore(S3Client s3, String bucket, String prefix) {
    this.s3 = s3;
    this.bucket = bucket;
    this.prefix = prefix.isEmpty() ? "" : prefix + "/";
  }

  @Override
  public List<TenantId> tenants() throws IOException {
    return S3Calls.io(
        () ->
            s3
                .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix).delimiter("/"))
                .commonPrefixes()
                .stream()
                .map(CommonPrefix::prefix)
                .map(key -> new TenantId(key.substring(prefix.length(), key.length() - 1)))
                .toList());
  }

  @Override
  public Optional<Published> current(TenantId tenant) throws IOException {
    String key = key(tenant, MANIFEST);
    Optional<ResponseBytes<GetObjectResponse>> read =
        S3Calls.io(
            () -> {
              try {
                return Optional.of(s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)));
              } catch (NoSuchKeyException e) {
                return Optional.empty();
              }
            });
    return read.map(
        object ->
            new Published(Manifests.parse(object.asByteArray(), key), object.response().eTag()));
  }

  @Override
  public Path fetch(TenantId tenant, String snapshot, Path workspace) throws IOException {
    Path directory = workspace.resolve(tenant + "-" + snapshot + "-" + UUID.randomUUID());
    String key = key(tenant, SNAPSHOTS + snapshot + ENDING);
    try (InputStream zip = s3.getObject(get -> get.bucket(bucket).key(key))) {
      Archive.unpack(zip, directory);
      return directory;
    } catch (NoSuchKeyException e) {
      throw new NoSuchFileException("s3://" + bucket + "/" + key);
    } catch (SdkException e) {
      throw new IOException("Cannot fetch s3://" + bucket + "/" + key, e);
    }
  }

  @Override
  public PublishOutcome publish(
      TenantId tenant, FinishedSnapshot snapshot, Optional<String> expected, Instant now)
      throws IOException {
    Optional<Published> before = current(tenant);
    if (!before.map(Published::tag).equals(expected)) {
      return new PublishOutcome.Conflict(); // found out before anything large is sent
    }
    String name = Manifests.fresh(now);
    upload(key(tenant, SNAPSHOTS + name + ENDING), snapshot.directory());
    Manifest manifest = Manifests.succeed(before, name, snapshot, now);
    return S3Calls.io(() -> swap(tenant, manifest, expected));
  }

  @Override
  public int deleteUnused(TenantId tenant, Instant now) throws IOException {
    Optional<Published> current = current(tenant);
    String folder = key(tenant, SNAPSHOTS);
    return S3Calls.io(
        () -> {
          List<String> stored = new ArrayList<>();
          for (S3Object object :
              s3.listObjectsV2Paginator(list -> list.bucket(bucket).prefix(folder)).contents()) {
            if (object.key().endsWith(ENDING)) {
              stored.add(
                  object.key().substring(folder.length(), object.key().length() - ENDING.length()));
            }
          }
          List<String> unused = Manifests.unused(stored, current, now);
          unused.forEach(
              name -> s3.deleteObject(delete -> delete.bucket(bucket).key(folder + name + ENDING)));
          return unused.size();
        });
  }

  private void upload(String key, Path directory) throws IOException {
    Path zip = directory.resolveSibling(directory.getFileName() + ENDING);
    try {
      Archive.pack(directory, zip);
      S3Calls.io(() -> s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromFile(zip)));
    } finally {
      Files.deleteIfExists(zip);
    }
  }

  private PublishOutcome swap(TenantId tenant, Manifest manifest, Optional<String> expected) {
    try {
      String tag =
          s3.putObject(
                  put -> {
                    put.bucket(bucket).key(key(tenant, MANIFEST)).contentType("application/json");
                    expected.ifPresentOrElse(put::ifMatch, () -> put.ifNoneMatch("*"));
                  },
                  RequestBody.fromBytes(Manifests.json(manifest)))
              .eTag();
      return new PublishOutcome.Done(new Published(manifest, tag));
    } catch (S3Exception e) {
      if (e.statusCode() != PRECONDITION_FAILED && e.statusCode() != CONDITIONAL_CONFLICT) {
        throw e;
      }
      return lost(tenant, manifest);
    }
  }

  /** A retried write can fail because its first try had come through: then the swap was ours. */
  private PublishOutcome lost(TenantId tenant, Manifest manifest) {
    ResponseBytes<GetObjectResponse> stored =
        s3.getObjectAsBytes(get -> get.bucket(bucket).key(key(tenant, MANIFEST)));
    Manifest served = Manifests.parse(stored.asByteArray(), key(tenant, MANIFEST));
    return served.snapshot().equals(manifest.snapshot())
        ? new PublishOutcome.Done(new Published(served, stored.response().eTag()))
        : new PublishOutcome.Conflict();
  }

  private String key(TenantId tenant, String rest) {
    return prefix + tenant.value() + rest;
  }
}
