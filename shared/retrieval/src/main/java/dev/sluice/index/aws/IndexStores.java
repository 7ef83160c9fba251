package dev.sluice.index.aws;

import dev.sluice.aws.AwsClients;
import dev.sluice.index.DocumentSource;
import dev.sluice.index.FolderIndexStore;
import dev.sluice.index.FolderSource;
import dev.sluice.index.IndexStore;
import dev.sluice.session.TenantId;
import dev.sluice.settings.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/**
 * Opens what settings name: {@code file:///folder} or {@code s3://bucket/prefix}. For S3 the
 * environment gives {@code AWS_REGION} and, for a stand-in, {@code AWS_ENDPOINT_URL_S3}.
 */
public final class IndexStores {
  private static final String ENDPOINT = "AWS_ENDPOINT_URL_S3";

  private IndexStores() {}

  /**
   * The index store at the place.
   *
   * @throws IllegalArgumentException if the place is of another form
   */
  public static IndexStore open(URI place, Map<String, String> environment) {
    return switch (scheme(place)) {
      case "file" -> new FolderIndexStore(Path.of(place));
      case "s3" -> new S3IndexStore(client(environment), bucket(place), prefix(place));
      default -> throw unknown(place);
    };
  }

  /**
   * The tenant's documents, which lie below the place in a folder of the tenant's name.
   *
   * @throws IllegalArgumentException if the place is of another form
   */
  public static DocumentSource documents(
      URI place, TenantId tenant, Map<String, String> environment) {
    return switch (scheme(place)) {
      case "file" -> new FolderSource(List.of(Path.of(place).resolve(tenant.value())));
      case "s3" -> {
        String folder = prefix(place).isEmpty() ? tenant + "/" : prefix(place) + "/" + tenant + "/";
        yield new S3DocumentSource(client(environment), bucket(place), folder);
      }
      default -> throw unknown(place);
    };
  }

  /** The client for S3, or for what stands in for it. */
  public static S3Client client(Map<String, String> environment) {
    S3ClientBuilder builder =
        new AwsClients(new Settings(environment)).configure(S3Client.builder(), "S3");
    if (environment.containsKey(ENDPOINT)) {
      builder.forcePathStyle(true);
    }
    return builder.build();
  }

  private static String scheme(URI place) {
    return place.getScheme() == null ? "" : place.getScheme();
  }

  private static String bucket(URI place) {
    if (place.getAuthority() == null) {
      throw unknown(place);
    }
    return place.getAuthority();
  }

  private static String prefix(URI place) {
    return place.getPath().replaceAll("^/+|/+$", "");
  }

  private static IllegalArgumentException unknown(URI place) {
    return new IllegalArgumentException(
        "Expected file:///folder or s3://bucket/prefix but got " + place);
  }
}
