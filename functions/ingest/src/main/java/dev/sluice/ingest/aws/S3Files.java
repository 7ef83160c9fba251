package dev.sluice.ingest.aws;

import dev.sluice.ingest.feed.FeedFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The objects directly below a prefix of a bucket. Thread-safe. */
public final class S3Files implements FeedFiles {
  private final S3Client s3;
  private final String bucket;
  private final String prefix;

  /**
   * The objects below the prefix.
   *
   * @param prefix ends with a slash
   */
  public S3Files(S3Client s3, String bucket, String prefix) {
    this.s3 = s3;
    this.bucket = bucket;
    this.prefix = prefix;
  }

  @Override
  public List<String> list() throws IOException {
    try {
      return s3
          .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix).delimiter("/"))
          .contents()
          .stream()
          .map(S3Object::key)
          .map(key -> key.substring(prefix.length()))
          .filter(name -> !name.isEmpty())
          .toList();
    } catch (SdkException e) {
      throw new IOException("S3: " + e.getMessage(), e);
    }
  }

  @Override
  public Optional<byte[]> read(String name) throws IOException {
    try {
      return Optional.of(
          s3.getObjectAsBytes(get -> get.bucket(bucket).key(prefix + name)).asByteArray());
    } catch (NoSuchKeyException e) {
      return Optional.empty();
    } catch (SdkException e) {
      throw new IOException("S3: " + e.getMessage(), e);
    }
  }

  @Override
  public void write(String name, byte[] content) throws IOException {
    try {
      s3.putObject(put -> put.bucket(bucket).key(prefix + name), RequestBody.fromBytes(content));
    } catch (SdkException e) {
      throw new IOException("S3: " + e.getMessage(), e);
    }
  }

  @Override
  public void delete(String name) throws IOException {
    try {
      s3.deleteObject(delete -> delete.bucket(bucket).key(prefix + name));
    } catch (SdkException e) {
      throw new IOException("S3: " + e.getMessage(), e);
    }
  }
}
