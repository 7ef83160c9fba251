package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import dev.sluice.modelserver.ModelExchange;
import dev.sluice.modelserver.Script;
import dev.sluice.session.ApiKey;
import dev.sluice.session.KeyHash;
import dev.sluice.session.Limits;
import dev.sluice.session.Permission;
import dev.sluice.session.Principal;
import dev.sluice.session.Subject;
import dev.sluice.session.TenantId;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody tries who wants in, or wants what is another's; on the whole stack. */
final class AttackTest {
  private static final String SECRET = "a secret that only the shop and we can know";
  private static final String SHOP = "https://shop.example/";
  private static final String RIVAL = "https://rival.example/";
  private static final String RIVAL_SECRET = "a secret that only the rival and we can know";
  private static final String ISSUERS =
      """
      [{"issuer":"%s","tenant":"shop","secret":"%s"},
       {"issuer":"%s","tenant":"rival","secret":"%s"}]
      """
          .formatted(SHOP, SECRET, RIVAL, RIVAL_SECRET);

  private static LocalSluice sluice;

  @BeforeAll
  static void start() throws Exception {
    sluice = LocalSluice.start(Map.of("TOKEN_ISSUERS", ISSUERS));
  }

  @AfterAll
  static void stop() {
    sluice.close();
  }

  // ------------------------------------------------------------------ tokens

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(SHOP)
        .audience("sluice")
        .subject("customer-7")
        .expirationTime(Date.from(Instant.now().plusSeconds(300)));
  }

  private static String signed(JWTClaimsSet claims, String secret) throws Exception {
    SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    token.sign(new MACSigner(secret));
    return token.serialize();
  }

  private static int status(String token) {
    URI url = sluice.olderUrl(URLEncoder.encode(token, StandardCharsets.UTF_8));
    try {
      PlainClient.connect(url).close();
      return 101;
    } catch (Exception e) {
      return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
    }
  }

  @Test
  void only_the_good_token_of_many_like_it_opens_the_door() throws Exception {
    String good = signed(claims().build(), SECRET);
    assertThat(status(good)).isEqualTo(101);

    Date past = Date.from(Instant.now().minusSeconds(300));
    Date future = Date.from(Instant.now().plusSeconds(300));
    String[] parts = good.split("\\.");
    String[] others = signed(claims().subject("boss").build(), RIVAL_SECRET).split("\\.");
    Map<String, String> bad =
        Map.of(
            "signed with another's secret", signed(claims().build(), RIVAL_SECRET),
            "with another's claims", parts[0] + "." + others[1] + "." + parts[2],
            "without its signature", parts[0] + "." + parts[1] + ".",
            "expired", signed(claims().expirationTime(past).build(), SECRET),
            "not valid yet", signed(claims().notBeforeTime(future).build(), SECRET),
            "alg none", new PlainJWT(claims().build()).serialize(),
            "of an unknown issuer", signed(claims().issuer("https://x/").build(), SECRET),
            "for somebody else", signed(claims().audience("bank").build(), SECRET),
            "oversized", signed(claims().claim("x", "y".repeat(4_096)).build(), SECRET),
            "the secret itself", SECRET);
    bad.forEach((what, token) -> assertThat(status(token)).as(what).isEqualTo(401));
  }

  @Test
  void a_key_is_of_no_use_on_another_page() {
    sluice.allow(key("key-of-one-page", "shop", "page", true, List.of("https://shop.example")));
    WebSocket.Builder handshake =
        HttpClient.newHttpClient().newWebSocketBuilder().header("Origin", "https://evil.example");
    assertThatThrownBy(
            () ->
                handshake
                    .buildAsync(sluice.olderUrl("key-of-one-page"), new WebSocket.Listener() {})
                    .join())
        .cause()
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            refusal -> assertThat(refusal.getResponse().statusCode()).isEqualTo(403));
  }

  @Test
  void a_key_that_is_disabled_asks_nothing_more_on_a_connection_that_is_open() throws Exception {
    ApiKey key = key("a-key-to-be-disabled", "shop", "s", false, List.of());
    sluice.allow(key);
    try (PlainClient client = connect("a-key-to-be-disabled")) {
      sluice.model().enqueue(Script.answer("It can still ask."));
      assertThat(ask(client, "s", "What is your return policy?")).isEqualTo("It can still ask.");
      sluice.allow(disabled(key));
      int calls = sluice.model().calls().size();
      client.send("{\"question\":\"What is your return policy now?\"}");
      List<JsonNode> frames = client.untilEnd();
      assertThat(frames.getLast().path("code").asText()).isEqualTo("token_expired");
      assertThat(PlainClient.types(frames)).doesNotContain("immediate", "stream_token");
      assertThat(sluice.model().calls()).hasSize(calls);
    }
  }

  // ------------------------------------------------------------------ another's data

  private static ApiKey key(
      String value, String tenant, String subject, boolean isPublic, List<String> origins) {
    Principal principal =
        new Principal(
            new TenantId(tenant),
            new Subject(subject),
            EnumSet.allOf(Permission.class),
            isPublic,
            new Limits(1_000, 1_000),
            Optional.empty());
    return new ApiKey(KeyHash.of(value), "test", principal, origins, false, Instant.now());
  }

  private static ApiKey disabled(ApiKey key) {
    return new ApiKey(
        key.hash(), key.label(), key.principal(), key.origins(), true, key.createdAt());
  }

  private static PlainClient connect(String token) throws Exception {
    return PlainClient.connect(sluice.olderUrl(token));
  }

  private static String ask(PlainClient client, String session, String question) throws Exception {
    client.send("{\"session_id\":\"%s\",\"question\":\"%s\"}".formatted(session, question));
    return PlainClient.text(client.untilEnd());
  }

  private static String lastPrompt() {
    List<ModelExchange> calls = sluice.model().calls();
    return calls.getLast().request().body().toString();
  }

  @Test
  void a_key_of_one_tenant_gets_nothing_of_another() throws Exception {
    sluice.allow(key("key-of-the-shop", "shop", "clerk", false, List.of()));
    sluice.allow(key("key-of-the-rival", "rival", "clerk", false, List.of()));
    String stream = UUID.randomUUID().toString();
    String secret = "My order number is 20260817-4711.";
    try (PlainClient shop = connect("key-of-the-shop")) {
      sluice.model().enqueue(Script.answer("Your order is on its way."));
      shop.send(
          "{\"stream_id\":\"%s\",\"session_id\":\"same\",\"question\":\"%s\"}"
              .formatted(stream, secret));
      shop.untilEnd();
    }
    try (PlainClient rival = connect("key-of-the-rival")) {
      for (String words :
          List.of(
              "{\"action\":\"resume\",\"stream_id\":\"%s\",\"offset\":0,\"attempt\":0}",
              "{\"action\":\"cancel\",\"stream_id\":\"%s\"}",
              "{\"action\":\"feedback\",\"stream_id\":\"%s\",\"rating\":\"up\"}",
              "{\"stream_id\":\"%s\",\"question\":\"What was it?\"}")) {
        rival.send(words.formatted(stream));
        JsonNode last = rival.untilEnd().getLast();
        assertThat(last.path("code").asText()).as(words).isEqualTo("not_found");
      }
      sluice.model().enqueue(Script.answer("I do not know."));
      rival.send(
          """
          {"session_id":"same","tenant":"shop","tenant_id":"shop","filters":{"tenant":"shop"},
           "question":"What is your return policy?"}
          """);
      JsonNode immediate = rival.next("status");
      while (!PlainClient.type(immediate).equals("immediate")) {
        immediate = rival.next();
      }
      assertThat(immediate.path("data").path("chunks")).isEmpty();
      assertThat(PlainClient.text(rival.untilEnd())).isNotBlank();
      assertThat(lastPrompt()).doesNotContain("4711").doesNotContain("on its way");
    }
  }

  @ParameterizedTest(name = "subject {0}")
  @ValueSource(
      strings = {"a#b", "a", "a/../b", "SESSION#shop", "%23", "a\\u0000b", "ä\uD83D\uDE00"})
  void names_with_separators_reach_nobody_elses_session(String subject) throws Exception {
    String mine = "key-of-" + UUID.randomUUID();
    String theirs = "key-of-" + UUID.randomUUID();
    sluice.allow(key(mine, "shop", subject, false, List.of()));
    sluice.allow(key(theirs, "shop", "somebody", false, List.of()));
    String canary = "The word is " + UUID.randomUUID();
    try (PlainClient other = connect(theirs);
        PlainClient client = connect(mine)) {
      sluice.model().enqueue(Script.answer("Noted."));
      ask(other, "b#c", canary);
      for (String session :
          List.of("b#c", "c", "somebody#b#c", "../somebody/b#c", "b#c#TURN#", "#", "b%23c")) {
        sluice.model().enqueue(Script.answer("I do not know."));
        ask(client, session, "What was the word?");
        assertThat(lastPrompt()).as(session).doesNotContain(canary);
      }
      sluice.model().enqueue(Script.answer("I do know."));
      ask(other, "b#c", "What was the word?");
      assertThat(lastPrompt()).as("the test can fail").contains(canary);
    }
  }
}
