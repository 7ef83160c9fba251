package dev.sluice.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.aws.LocalDynamoDb;
import dev.sluice.session.Limits;
import dev.sluice.session.Permission;
import dev.sluice.session.Principal;
import dev.sluice.session.Subject;
import dev.sluice.session.TenantId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** JSON Web Tokens at the door, good ones and what attackers make of them. */
final class TokensTest {
  private static final String SHOP = "https://shop.example/";
  private static final String SECRET = "a-secret-of-more-than-thirty-two-bytes";

  @RegisterExtension static final LocalDynamoDb db = new LocalDynamoDb();

  private final ConnectFixture fixture =
      new ConnectFixture(
          db,
          issuer(SHOP, "shop", new TokenIssuer.Keys.Shared(SECRET)),
          issuer("https://other.example/", "other", new TokenIssuer.Keys.Shared("x" + SECRET)));

  private static TokenIssuer issuer(
      String name, String tenant, TokenIssuer.Keys keys, String... origins) {
    return new TokenIssuer(
        name,
        new TenantId(tenant),
        "sluice",
        keys,
        EnumSet.allOf(Permission.class),
        new Limits(5, 50),
        List.of(origins));
  }

  private JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(SHOP)
        .audience("sluice")
        .subject("customer-7")
        .expirationTime(Date.from(fixture.time.in(Duration.ofMinutes(5))));
  }

  private static String signed(JWTClaimsSet claims, String secret) throws JOSEException {
    return signed(new JWSHeader(JWSAlgorithm.HS256), claims, new MACSigner(secret));
  }

  private static String signed(JWSHeader header, JWTClaimsSet claims, JWSSigner signer)
      throws JOSEException {
    SignedJWT token = new SignedJWT(header, claims);
    token.sign(signer);
    return token.serialize();
  }

  private void refused(String token, String code) {
    fixture.assertRefused(fixture.query(token), 401, code);
  }

  @Test
  void a_good_token_says_who_comes_and_until_when() throws Exception {
    assertThat(fixture.status(fixture.query(signed(claims().build(), SECRET)))).isEqualTo(200);

    Principal principal = fixture.stored().orElseThrow().principal();
    assertThat(principal)
        .isEqualTo(
            new Principal(
                new TenantId("shop"),
                new Subject("customer-7"),
                EnumSet.allOf(Permission.class),
                false,
                new Limits(5, 50),
                Optional.of(fixture.time.in(Duration.ofMinutes(5)))));
  }

  @Test
  void a_token_can_give_less_than_its_issuer_may_and_never_more() throws Exception {
    String token = signed(claims().claim("permissions", List.of("search", "root")).build(), SECRET);
    assertThat(fixture.status(fixture.query(token))).isEqualTo(200);

    assertThat(fixture.stored().orElseThrow().principal().permissions())
        .isEqualTo(Set.of(Permission.SEARCH));
  }

  @Test
  void an_expired_token_is_told_so_after_a_leeway_for_clocks() throws Exception {
    String just =
        signed(
            claims().expirationTime(Date.from(fixture.time.in(Duration.ofSeconds(-25)))).build(),
            SECRET);
    assertThat(fixture.status(fixture.query(just))).isEqualTo(200);
    ConnectFixture another =
        new ConnectFixture(db, issuer(SHOP, "shop", new TokenIssuer.Keys.Shared(SECRET)));
    String long_ago =
        signed(
            claims().expirationTime(Date.from(fixture.time.in(Duration.ofSeconds(-35)))).build(),
            SECRET);
    another.assertRefused(another.query(long_ago), 401, "expired_token");
  }

  @Test
  void a_token_that_is_not_good_yet_is_401() throws Exception {
    refused(
        signed(
            claims().notBeforeTime(Date.from(fixture.time.in(Duration.ofMinutes(2)))).build(),
            SECRET),
        "unknown_token");
  }

  @Test
  void forged_tokens_are_401() throws Exception {
    refused(signed(claims().build(), SECRET + "?"), "unknown_token");
    String good = signed(claims().build(), SECRET);
    String[] parts = good.split("\\.");
    String other = signed(claims().subject("customer-8").build(), SECRET);
    refused(parts[0] + "." + other.split("\\.")[1] + "." + parts[2], "unknown_token");
    refused(parts[0] + "." + parts[1] + ".", "unknown_token");
  }

  @Test
  void a_token_without_a_signature_is_401() {
    String none = new PlainJWT(claims().build()).serialize();
    assertThat(none).startsWith("eyJhbGciOiJub25lIn0.");
    refused(none, "unknown_token");
  }

  @Test
  void another_hash_than_agreed_is_401() throws Exception {
    JWSHeader header = new JWSHeader(JWSAlgorithm.HS512);
    String secret = SECRET + SECRET;
    ConnectFixture door =
        new ConnectFixture(db, issuer(SHOP, "shop", new TokenIssuer.Keys.Shared(secret)));
    String token = signed(header, claims().build(), new MACSigner(secret));
    door.assertRefused(door.query(token), 401, "unknown_token");
  }

  @Test
  void a_wrong_or_missing_claim_is_401() throws Exception {
    refused(signed(claims().issuer("https://evil.example/").build(), SECRET), "unknown_token");
    refused(signed(claims().audience("elsewhere").build(), SECRET), "unknown_token");
    refused(signed(claims().audience((String) null).build(), SECRET), "unknown_token");
    refused(signed(claims().expirationTime(null).build(), SECRET), "unknown_token");
    refused(signed(claims().subject(null).build(), SECRET), "unknown_token");
  }

  @Test
  void a_subject_of_no_use_is_401() throws Exception {
    refused(signed(claims().subject("").build(), SECRET), "unknown_token");
    refused(signed(claims().subject("x".repeat(257)).build(), SECRET), "unknown_token");
  }

  @Test
  void one_tenants_secret_does_not_open_another_tenants_door() throws Exception {
    refused(signed(claims().issuer("https://other.example/").build(), SECRET), "unknown_token");
  }

  @Test
  void an_oversized_token_is_401() throws Exception {
    refused(signed(claims().claim("filler", "x".repeat(5_000)).build(), SECRET), "unknown_token");
  }

  @Test
  void a_token_from_a_foreign_page_is_403() throws Exception {
    ConnectFixture door =
        new ConnectFixture(
            db, issuer(SHOP, "shop", new TokenIssuer.Keys.Shared(SECRET), "https://shop.example"));
    String token = signed(claims().build(), SECRET);
    door.assertRefused(
        ConnectFixture.header(door.query(token), "Origin", "https://evil.example"),
        403,
        "foreign_origin");
    assertThat(
            door.status(ConnectFixture.header(door.query(token), "Origin", "https://shop.example")))
        .isEqualTo(200);
  }

  /** Keys that an issuer publishes; they can be changed. */
  private static final class Publisher implements AutoCloseable {
    final AtomicReference<JWKSet> keys = new AtomicReference<>();
    final AtomicInteger fetched = new AtomicInteger();
    private final HttpServer server;

    Publisher(JWK... first) throws Exception {
      keys.set(new JWKSet(List.of(first)));
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext(
          "/keys",
          exchange -> {
            fetched.incrementAndGet();
            byte[] body = keys.get().toString().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
      server.start();
    }

    TokenIssuer issuer() {
      URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/keys");
      return TokensTest.issuer(SHOP, "shop", new TokenIssuer.Keys.Published(address));
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  private static JWSHeader header(JWSAlgorithm algorithm, String key) {
    return new JWSHeader.Builder(algorithm).keyID(key).build();
  }

  @Test
  void published_keys_are_fetched_once_and_again_when_a_new_one_signs() throws Exception {
    RSAKey first = new RSAKeyGenerator(2048).keyID("first").generate();
    ECKey second = new ECKeyGenerator(Curve.P_256).keyID("second").generate();
    try (Publisher publisher = new Publisher(first)) {
      ConnectFixture door = new ConnectFixture(db, publisher.issuer());
      String token =
          signed(header(JWSAlgorithm.RS256, "first"), claims().build(), new RSASSASigner(first));
      assertThat(door.status(door.query(token))).isEqualTo(200);
      assertThat(door.status(door.query(token))).isEqualTo(200);
      assertThat(publisher.fetched).hasValue(1);

      publisher.keys.set(new JWKSet(List.of((JWK) second)));
      String later =
          signed(header(JWSAlgorithm.ES256, "second"), claims().build(), new ECDSASigner(second));
      assertThat(door.status(door.query(later))).isEqualTo(200);
      assertThat(publisher.fetched).hasValue(2);
    }
  }

  @Test
  void a_public_key_is_no_shared_secret() throws Exception {
    RSAKey key = new RSAKeyGenerator(2048).keyID("first").generate();
    try (Publisher publisher = new Publisher(key)) {
      ConnectFixture door = new ConnectFixture(db, publisher.issuer());
      byte[] known = key.toRSAPublicKey().getEncoded();
      String token =
          signed(header(JWSAlgorithm.HS256, "first"), claims().build(), new MACSigner(known));
      door.assertRefused(door.query(token), 401, "unknown_token");
    }
  }

  @Test
  void keys_that_cannot_be_fetched_let_nobody_in() throws Exception {
    RSAKey key = new RSAKeyGenerator(2048).keyID("first").generate();
    Publisher publisher = new Publisher(key);
    ConnectFixture door = new ConnectFixture(db, publisher.issuer());
    publisher.close();
    String token =
        signed(header(JWSAlgorithm.RS256, "first"), claims().build(), new RSASSASigner(key));
    door.assertRefused(door.query(token), 401, "unknown_token");
  }
}
