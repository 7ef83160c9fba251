package dev.sluice.aws;

import dev.sluice.settings.Settings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/**
 * Signs requests with Signature Version 4, so that a model on AWS is asked with the function's role
 * and no key is kept anywhere. Thread-safe.
 */
public final class SigV4Signer {
  private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
  private final AwsCredentialsProvider provider;
  private final String region;
  private final String service;

  /**
   * @param service the service's signing name
   */
  public SigV4Signer(Settings settings, String region, String service) {
    this.provider = AwsClients.credentials(settings);
    this.region = region;
    this.service = service;
  }

  /**
   * The headers that the signature consists of.
   *
   * @throws IllegalStateException when there are no credentials, or they cannot be fetched
   */
  public Map<String, String> sign(String method, URI uri, String body) {
    return sign(method, uri, Map.of(), body);
  }

  /**
   * The given headers and those that the signature over them consists of.
   *
   * @throws IllegalStateException when there are no credentials, or they cannot be fetched
   */
  public Map<String, String> sign(String method, URI uri, Map<String, String> given, String body) {
    AwsCredentials identity = credentials();
    SdkHttpRequest.Builder unsigned =
        SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(uri);
    given.forEach(unsigned::putHeader);
    SdkHttpRequest request = unsigned.build();
    SdkHttpRequest signed =
        signer
            .sign(
                r ->
                    r.identity(identity)
                        .request(request)
                        .payload(ContentStreamProvider.fromString(body, StandardCharsets.UTF_8))
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service))
            .request();
    Map<String, String> headers = new LinkedHashMap<>();
    signed.forEachHeader(
        (name, values) -> {
          if (!name.equalsIgnoreCase("Host")) {
            headers.put(name, values.getFirst());
          }
        });
    return headers;
  }

  private AwsCredentials credentials() {
    try {
      return provider.resolveCredentials();
    } catch (SdkException e) {
      throw new IllegalStateException("Expected AWS credentials but found none", e);
    }
  }
}
