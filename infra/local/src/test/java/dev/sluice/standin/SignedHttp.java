package dev.sluice.standin;

import dev.sluice.standin.access.Credentials;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Requests signed by the SDK's signer, sent by a client that does nothing else. */
public final class SignedHttp {
  private SignedHttp() {}

  /** Sends a request with the stack's own key. */
  public static HttpResponse<String> send(
      Stack stack,
      String service,
      String method,
      String path,
      Map<String, String> headers,
      String body)
      throws Exception {
    return send(stack, Credentials.LOCAL, service, method, path, headers, body);
  }

  /** Sends a request with any key. */
  public static HttpResponse<String> send(
      Stack stack,
      Credentials credentials,
      String service,
      String method,
      String path,
      Map<String, String> headers,
      String body)
      throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + stack.port() + path);
    SdkHttpRequest.Builder request =
        SdkHttpRequest.builder().uri(uri).method(SdkHttpMethod.fromValue(method));
    headers.forEach(request::putHeader);
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                r ->
                    r.identity(
                            AwsCredentialsIdentity.create(
                                credentials.accessKeyId(), credentials.secretAccessKey()))
                        .request(request.build())
                        .payload(
                            () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-local-1"));
    HttpRequest.Builder http =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.ofString(body));
    signed
        .request()
        .forEachHeader(
            (name, values) -> {
              if (!name.equalsIgnoreCase("Host")) {
                values.forEach(value -> http.header(name, value));
              }
            });
    return SocketClient.HTTP.send(http.build(), HttpResponse.BodyHandlers.ofString());
  }
}
