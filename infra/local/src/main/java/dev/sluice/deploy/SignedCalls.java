package dev.sluice.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.aws.AwsClients;
import dev.sluice.settings.Settings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * The two calls whose clients would be megabytes: which role API Gateway writes its logs with, and
 * asking for a higher quota.
 */
final class SignedCalls {
  private static final Duration LONGEST = Duration.ofSeconds(20);
  private static final int OK = 200;
  private static final Set<String> SET_BY_THE_CLIENT = Set.of("host", "content-length");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String region;
  private final Settings settings;

  SignedCalls(String region, Settings settings) {
    this.region = region;
    this.settings = settings;
  }

  /**
   * The role's ARN; empty when there is none.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/apigateway/latest/api/API_GetAccount.html">GetAccount</a>
   * @throws DeployException if it cannot be seen
   */
  String gatewayLogRole() {
    URI address = endpoint("API_GATEWAY", "apigateway").resolve("/account");
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.GET)
            .uri(address)
            .putHeader("Accept", "application/json")
            .build();
    return send("apigateway", request, "").path("cloudwatchRoleArn").asText("");
  }

  /**
   * Asks for a quota; what has become of the request, such as {@code PENDING}.
   *
   * @see <a
   *     href="https://docs.aws.amazon.com/servicequotas/2019-06-24/apireference/API_RequestServiceQuotaIncrease.html">RequestServiceQuotaIncrease</a>
   * @throws DeployException if it is refused
   */
  String askForQuota(String service, String quota, double wanted) {
    String body =
        JSON.createObjectNode()
            .put("ServiceCode", service)
            .put("QuotaCode", quota)
            .put("DesiredValue", wanted)
            .toString();
    SdkHttpRequest request =
        SdkHttpRequest.builder()
            .method(SdkHttpMethod.POST)
            .uri(endpoint("SERVICE_QUOTAS", "servicequotas").resolve("/"))
            .putHeader("Content-Type", "application/x-amz-json-1.1")
            .putHeader("X-Amz-Target", "ServiceQuotasV20190624.RequestServiceQuotaIncrease")
            .build();
    return send("servicequotas", request, body).at("/RequestedQuota/Status").asText("unknown");
  }

  private URI endpoint(String setting, String host) {
    return settings
        .uri("AWS_ENDPOINT_URL_" + setting, "http", "https")
        .orElse(URI.create("https://" + host + "." + region + ".amazonaws.com"));
  }

  private JsonNode send(String service, SdkHttpRequest unsigned, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    SignedRequest signed =
        AwsV4HttpSigner.create()
            .sign(
                sign ->
                    sign.identity(AwsClients.credentials(settings).resolveCredentials())
                        .request(unsigned)
                        .payload(() -> new ByteArrayInputStream(bytes))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(signed.request().getUri())
            .timeout(LONGEST)
            .method(
                signed.request().method().name(),
                bytes.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(bytes));
    signed
        .request()
        .forEachHeader(
            (name, values) -> {
              if (!SET_BY_THE_CLIENT.contains(name.toLowerCase(java.util.Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
              }
            });
    return answer(service, request.build());
  }

  private static JsonNode answer(String service, HttpRequest request) {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      JsonNode answer = JSON.readTree(response.body().isBlank() ? "{}" : response.body());
      if (response.statusCode() != OK) {
        throw new DeployException(
            service + " answered " + response.statusCode() + ": " + message(answer));
      }
      return answer;
    } catch (IOException e) {
      throw new DeployException(service + " could not be asked: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeployException(service + " was not waited for", e);
    }
  }

  private static String message(JsonNode answer) {
    return answer.path("message").asText(answer.path("Message").asText("no reason given"));
  }
}
