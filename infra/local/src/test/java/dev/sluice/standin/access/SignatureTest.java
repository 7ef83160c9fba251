package dev.sluice.standin.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.standin.ForeignStack;
import dev.sluice.standin.SignedHttp;
import dev.sluice.standin.SocketClient;
import dev.sluice.standin.Stack;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Signatures as the SDK's signer makes them.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html">AWS Signature
 *     Version 4 for API requests</a>
 */
class SignatureTest {
  private static final String CONNECTION = "/v1/@connections/AAAAAAAAAAAAAAA%3D";
  private static Stack stack;

  @BeforeAll
  static void start() {
    stack = Stack.start(ForeignStack.options().build());
  }

  @AfterAll
  static void stop() {
    stack.close();
  }

  private static HttpResponse<String> post(Stack to, Credentials credentials) throws Exception {
    return SignedHttp.send(
        to, credentials, "execute-api", "POST", CONNECTION, Map.of(), "{\"a\": 1}");
  }

  private static String error(HttpResponse<String> answer) {
    return answer.headers().firstValue("x-amzn-ErrorType").orElse("");
  }

  @Test
  void a_right_signature_is_let_through() throws Exception {
    assertThat(post(stack, Credentials.LOCAL).statusCode()).isEqualTo(410);
  }

  @Test
  void a_wrong_secret_is_forbidden() throws Exception {
    HttpResponse<String> answer =
        post(stack, new Credentials(Credentials.LOCAL.accessKeyId(), "wrong"));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(error(answer)).isEqualTo("InvalidSignatureException");
  }

  @Test
  void an_unknown_key_is_forbidden() throws Exception {
    HttpResponse<String> answer = post(stack, new Credentials("AKIAUNKNOWN", "secret"));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(error(answer)).isEqualTo("UnrecognizedClientException");
  }

  @Test
  void no_signature_is_forbidden() throws Exception {
    HttpResponse<String> answer = ForeignStack.http(stack, "POST", CONNECTION, "x");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(error(answer)).isEqualTo("MissingAuthenticationTokenException");
  }

  @Test
  void an_old_signature_is_forbidden() throws Exception {
    InstantSource late = () -> Instant.now().plus(Duration.ofMinutes(6));
    try (Stack other = Stack.start(ForeignStack.options().clock(late).build())) {
      HttpResponse<String> answer = post(other, Credentials.LOCAL);

      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(answer.body()).contains("Signature expired");
    }
  }

  @Test
  void a_signature_covers_the_body_the_query_and_the_path() throws Exception {
    HttpResponse<String> answer =
        SignedHttp.send(
            stack,
            "lambda",
            "POST",
            "/2015-03-31/functions/local-JobFunction/invocations?Qualifier=live&b=%20x&a=y",
            Map.of("X-Amz-Invocation-Type", "RequestResponse"),
            "{\"a\":\"ä\"}");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("JobFunction:live");
  }

  @Test
  void functions_sign_with_keys_of_their_own() throws Exception {
    try (SocketClient client = SocketClient.connect(stack.webSocketUri())) {
      assertThat(client.send("hi").next()).endsWith("hi"); // posted with the function's key
    }
  }

  /** A signature that is right in itself, for a request of another service. */
  @Test
  void a_signature_for_another_service_is_forbidden() throws Exception {
    for (String service : new String[] {"lambda", "s3"}) {
      HttpResponse<String> answer =
          SignedHttp.send(stack, service, "POST", CONNECTION, Map.of(), "x");

      assertThat(answer.statusCode()).isEqualTo(403);
      assertThat(error(answer)).isEqualTo("InvalidSignatureException");
      assertThat(answer.body()).contains("scoped to correct service: 'execute-api'");
    }
  }
}
