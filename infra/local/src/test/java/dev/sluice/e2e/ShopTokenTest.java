package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.modelserver.Script;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Visitors who come with a token of their shop's, on the whole stack. */
@Timeout(180)
final class ShopTokenTest {
  private static final String SECRET = "a secret that the shop and we share";
  private static final String ISSUERS =
      "[{\"issuer\":\"https://shop.example/\",\"tenant\":\"shop\",\"secret\":\"" + SECRET + "\"}]";
  private static final String ANSWER = "You may return it within 30 days [1].";

  private static DemoBrowser demo;

  @BeforeAll
  static void start() throws Exception {
    demo = DemoBrowser.startOrSkip(Map.of("TOKEN_ISSUERS", ISSUERS));
  }

  @AfterAll
  static void stop() {
    if (demo != null) {
      demo.close();
    }
  }

  @Test
  void a_token_that_has_ended_is_renewed_by_the_page() throws Exception {
    Instant now = Instant.now();
    // in the leeway of the handshake, but too old for a question
    String ended = token(now.minusSeconds(10));
    String fresh = token(now.plusSeconds(300));
    demo.model().enqueue(Script.answer(ANSWER));
    try (Visit visit = demo.visit()) {
      visit.page().evaluate(PROVIDER, List.of(ended, fresh));
      visit.ask("What is your return policy?");

      assertThat(visit.answered()).isEqualTo(ANSWER);
      assertThat(visit.page().evaluate("() => window.given")).isEqualTo(2);
      assertThat(visit.complaints()).isEmpty();
    }
  }

  /** Gives the tokens in turn. */
  private static final String PROVIDER =
      """
      (tokens) => {
        window.given = 0;
        document.querySelector('#chat').tokenProvider = async () => tokens[window.given++];
      }
      """;

  private static String token(Instant end) throws Exception {
    String header = part("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
    String claims =
        "{\"iss\":\"https://shop.example/\",\"aud\":\"sluice\",\"sub\":\"customer-7\",\"exp\":%d}";
    String signed = header + "." + part(claims.formatted(end.getEpochSecond()));
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
  }

  private static String part(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_token_of_the_opencart_extension_is_taken() throws Exception {
    demo.model().enqueue(Script.answer(ANSWER));
    String token = openCartToken();
    try (Visit visit = demo.visit()) {
      visit.page().evaluate(PROVIDER, List.of(token));
      visit.ask("What is your return policy?");

      assertThat(visit.answered()).isEqualTo(ANSWER);
      assertThat(visit.complaints()).isEmpty();
    }
  }

  /** As the extension makes it for a customer, run by PHP among test doubles of the shop. */
  private static String openCartToken() throws Exception {
    Optional<Path> php =
        Arrays.stream(System.getProperty("sluice.path", "").split(java.io.File.pathSeparator))
            .filter(folder -> !folder.isEmpty())
            .map(folder -> Path.of(folder, "php"))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(php.isPresent(), "no php on the path: install Debian's package 'php-cli'");
    String shop =
        """
        {"call": "token", "customer": {"customer_id": 7}, "config": {"module_sluice_status": "1",
          "module_sluice_secret": "%s", "config_url": "https://shop.example/"}}
        """
            .formatted(SECRET);
    Path run = LocalSluice.root().resolve("widget/src/test/php/run.php");
    Process process = new ProcessBuilder(php.get().toString(), run.toString()).start();
    try (var in = process.getOutputStream()) {
      in.write(shop.getBytes(StandardCharsets.UTF_8));
    }
    ObjectMapper json = new ObjectMapper();
    String output = json.readTree(process.getInputStream()).path("output").asText();
    return json.readTree(output).path("token").asText();
  }
}
