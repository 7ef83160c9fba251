package dev.sluice.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the extension puts into the shop's pages, and the tokens that it gives. */
class OpenCartPagesTest {
  private static final String SECRET = "a signing secret of more than 32 bytes";
  private static final String PAGE = "<html><body><h1>A shop</h1></body></html>";

  private static Php php;

  @BeforeAll
  static void find() {
    php = Php.orSkip();
  }

  /** A shop in English with the chat switched on, and what else the test says of it. */
  static ObjectNode shop(String more) {
    ObjectNode scenario =
        (ObjectNode)
            ScriptedGateway.read(
                """
                {"call": "footer", "page": "%s", "config": {
                  "module_sluice_status": "1", "module_sluice_url": "wss://chat.example/live",
                  "config_language": "en-gb", "config_currency": "EUR", "config_url": "https://shop.example/"}}
                """
                    .formatted(PAGE));
    JsonNode extra = ScriptedGateway.read(more);
    extra
        .properties()
        .forEach(
            entry -> {
              if (scenario.get(entry.getKey()) instanceof ObjectNode object) {
                object.setAll((ObjectNode) entry.getValue());
              } else {
                scenario.set(entry.getKey(), entry.getValue());
              }
            });
    return scenario;
  }

  private static String page(String more) {
    return php.run(shop(more).toString()).path("page").asText();
  }

  @Test
  void the_chat_stands_at_the_end_of_the_page_with_its_scripts() {
    assertThat(page("{\"config\": {\"module_sluice_key\": \"slk_public\"}}"))
        .isEqualTo(
            """
            <html><body><h1>A shop</h1><sluice-chat url="wss://chat.example/live" key="slk_public" lang="en-gb" currency="EUR"></sluice-chat>
            <script src="extension/sluice/catalog/view/javascript/sluice-shop.js" defer></script>
            <script src="extension/sluice/catalog/view/javascript/sluice-chat.js" defer></script>
            </body></html>\
            """
                .stripIndent());
  }

  @Test
  void it_tells_the_product_on_screen_and_the_currency_of_the_session() {
    String page =
        page(
            """
            {"config": {"module_sluice_key": "k"}, "session": {"currency": "CHF"},
             "get": {"route": "product/product", "product_id": "42"}}
            """);
    assertThat(page).contains(" product=\"42\"", " currency=\"CHF\"");
    assertThat(page("{\"get\": {\"route\": \"product/category\", \"product_id\": \"42\"}}"))
        .doesNotContain("product=\"42\"");
  }

  @Test
  void what_a_setting_holds_cannot_leave_its_attribute() {
    String page =
        page(
            """
            {"config": {"module_sluice_key": "\\"><script>alert(1)</script>", "module_sluice_accent": "'&x",
              "module_sluice_greeting": {"en-gb": "Hi &amp; &quot;welcome&quot; <img src=x onerror=alert(2)>"},
              "config_language": "en-gb"},
             "get": {"route": "product/product", "product_id": "42\\" onclick=\\"alert(3)"}}
            """);
    assertThat(page)
        .contains(
            " key=\"&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;\"",
            " data-accent=\"&#039;&amp;x\"",
            " product=\"42\"",
            " greeting=\"Hi &amp; &quot;welcome&quot; &lt;img src=x onerror=alert(2)&gt;\"")
        .doesNotContain("onclick");
    assertThat(page.split("<script", -1)).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "'', home",
    "common/home, home",
    "product/product, product",
    "product/category, category",
    "product/manufacturer.info, category",
    "information/information, information",
    "account/order, account",
    "checkout/cart, checkout",
    "extension/some/module/thing, other"
  })
  void it_is_shown_on_the_pages_that_are_chosen_and_no_others(String route, String kind) {
    String shown =
        "{\"get\": {\"route\": \"%s\"}, \"config\": {\"module_sluice_pages\": [\"%s\"]}}";
    assertThat(page(shown.formatted(route, kind))).contains("<sluice-chat");
    String other = kind.equals("home") ? "other" : "home";
    assertThat(page(shown.formatted(route, other))).isEqualTo(PAGE);
  }

  @Test
  void it_is_shown_in_the_languages_that_are_chosen_and_no_others() {
    assertThat(page("{\"config\": {\"module_sluice_languages\": [\"en-gb\"]}}"))
        .contains("<sluice-chat");
    assertThat(page("{\"config\": {\"module_sluice_languages\": [\"de-de\"]}}")).isEqualTo(PAGE);
  }

  @Test
  void switched_off_or_without_an_address_nothing_is_put_into_the_page() {
    assertThat(page("{\"config\": {\"module_sluice_status\": \"0\"}}")).isEqualTo(PAGE);
    assertThat(page("{\"config\": {\"module_sluice_url\": \"\"}}")).isEqualTo(PAGE);
    assertThat(page("{\"page\": \"<p>no body's end\"}")).isEqualTo("<p>no body's end");
    assertThat(page("{\"call\": [\"footer\", \"footer\"]}").split("<sluice-chat", -1)).hasSize(2);
  }

  @Test
  void a_secret_never_reaches_the_page_and_customers_get_an_address_for_tokens() {
    String settings =
        "{\"config\": {\"module_sluice_key\": \"slk_public\", \"module_sluice_secret\": \"%s\","
            + " \"module_sluice_export_key\": \"export-key\"}%s}";
    String guest = page(settings.formatted(SECRET, ""));
    String customer = page(settings.formatted(SECRET, ", \"customer\": {\"customer_id\": 7}"));
    String tokens =
        " data-token=\"https://shop.example/index.php?route=extension/sluice/module/sluice.token&amp;language=en-gb\"";

    assertThat(List.of(guest, customer))
        .allSatisfy(page -> assertThat(page).doesNotContain(SECRET, "export-key"));
    assertThat(guest).contains("key=\"slk_public\"").doesNotContain("data-token");
    assertThat(customer).contains(tokens).doesNotContain("slk_public");
    assertThat(page("{\"config\": {\"module_sluice_secret\": \"%s\"}}".formatted(SECRET)))
        .contains(tokens);
  }

  private static JsonNode token(String more) {
    ObjectNode scenario = shop(more).put("call", "token");
    return php.run(scenario.toString());
  }

  private static String withSecret(String more) {
    return "{\"config\": {\"module_sluice_secret\": \"%s\"}%s}".formatted(SECRET, more);
  }

  @Test
  void a_customer_gets_a_short_lived_token_that_the_secret_has_signed() throws Exception {
    JsonNode done = token(withSecret(", \"customer\": {\"customer_id\": 7}"));
    JsonNode answer = ScriptedGateway.read(done.path("output").asText());
    String[] parts = answer.path("token").asText().split("\\.");
    JsonNode header = decoded(parts[0]);
    JsonNode claims = decoded(parts[1]);

    assertThat(header).isEqualTo(ScriptedGateway.read("{\"alg\":\"HS256\",\"typ\":\"JWT\"}"));
    assertThat(claims.path("sub").asText()).isEqualTo("customer-7");
    assertThat(claims.path("iss").asText()).isEqualTo("https://shop.example/");
    assertThat(claims.path("aud").asText()).isEqualTo("sluice");
    assertThat(claims.path("exp").asLong() - claims.path("iat").asLong()).isEqualTo(300);
    assertThat(answer.path("expires_in").asLong()).isEqualTo(300);
    assertThat(parts[2]).isEqualTo(signature(parts[0] + "." + parts[1]));
    assertThat(done.path("headers").toString())
        .contains("200 OK", "Cache-Control: no-store")
        .doesNotContain("Access-Control-Allow-Origin");
  }

  private static JsonNode decoded(String part) {
    return ScriptedGateway.read(
        new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
  }

  /** RFC 7515, appendix A.1: HMAC-SHA-256 over the first two parts. */
  private static String signature(String signed) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
  }

  @Test
  void a_guest_is_a_random_name_that_stays_for_the_session() {
    JsonNode done = token(withSecret(""));
    String guest = done.at("/session/sluice_guest").asText();
    assertThat(guest).matches("[0-9a-f]{32}");
    assertThat(subject(done)).isEqualTo("guest-" + guest);
    JsonNode again =
        token(withSecret(", \"session\": {\"sluice_guest\": \"%s\"}".formatted(guest)));
    assertThat(subject(again)).isEqualTo("guest-" + guest);
    assertThat(subject(token(withSecret("")))).isNotEqualTo("guest-" + guest);
  }

  private static String subject(JsonNode done) {
    String token = ScriptedGateway.read(done.path("output").asText()).path("token").asText();
    return decoded(token.split("\\.")[1]).path("sub").asText();
  }

  @Test
  void who_is_not_to_have_a_token_gets_none() {
    String foreign = withSecret(", \"server\": {\"HTTP_SEC_FETCH_SITE\": \"cross-site\"}");
    String off =
        withSecret("").replace("{\"config\": {", "{\"config\": {\"module_sluice_status\": 0,");
    String guestWithKey =
        withSecret("").replace("{\"config\": {", "{\"config\": {\"module_sluice_key\": \"k\",");
    for (String scenario : List.of("{}", foreign, off, guestWithKey)) {
      JsonNode done = token(scenario);
      assertThat(done.path("output").asText().toLowerCase(Locale.ROOT)).doesNotContain("token");
      assertThat(done.path("headers").toString()).containsAnyOf("403 Forbidden", "404 Not Found");
    }
  }
}
