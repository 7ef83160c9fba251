package dev.sluice.index.aws;

import dev.sluice.index.DocumentSource;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** The documents below a prefix of a bucket; an object's version is its entity tag. Thread-safe. */
public final class S3DocumentSource implements DocumentSource {
  private final S3Client s3;
  private final String bucket;
  private final String prefix;

  /**
   * The objects below the prefix.
   *
   * @param prefix ends with a slash
   */
  public S3DocumentSource(S3Client s3, String bucket, String prefix) {
    this.s3 = s3;
    this.bucket = bucket;
    this.prefix = prefix;
  }

  @Override
  public Listing list() throws IOException {
    List<SourceFile> files =
        S3Calls.io(
            () ->
                s3
                    .listObjectsV2Paginator(list -> list.bucket(bucket).prefix(prefix))
                    .contents()
                    .stream()
                    .filter(object -> !object.key().endsWith("/"))
                    .map(
                        object ->
                            new SourceFile(
                                object.key().substring(prefix.length()),
                                object.size(),
                                object.eTag().replace("\"", "")))
                    .toList());
    return new Listing(files, List.of());
  }

  @Override
  public byte[] read(String name) throws IOException {
    String key = prefix + name;
    try {
      return S3Calls.io(
          () -> s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArrayUnsafe());
    } catch (IOException e) {
      if (e.getCause() instanceof NoSuchKeyException) {
        throw new NoSuchFileException("s3://" + bucket + "/" + key);
      }
      throw e;
    }
  }
}
