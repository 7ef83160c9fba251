package dev.sluice.connect;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.ImmutableSecret;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import dev.sluice.gateway.Time;
import dev.sluice.session.Permission;
import dev.sluice.session.Principal;
import dev.sluice.session.Subject;
import java.net.MalformedURLException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Checks JSON Web Tokens (RFC 7519): the signature by the issuer's keys and with its algorithm
 * only, issuer, audience, expiry and not-before with a leeway for clocks. Published keys are kept
 * and fetched again when a token names one that is not among them, not too often. Thread-safe.
 */
final class Tokens {
  /** How far the issuer's clock may be off. */
  static final int LEEWAY_SECONDS = 30;

  private static final Set<String> REQUIRED = Set.of("iss", "aud", "sub", "exp");

  private record Checked(TokenIssuer issuer, DefaultJWTProcessor<SecurityContext> processor) {}

  private final Map<String, Checked> issuers = new HashMap<>();

  Tokens(List<TokenIssuer> known, Time time) {
    for (TokenIssuer issuer : known) {
      issuers.put(issuer.issuer(), new Checked(issuer, processor(issuer, time)));
    }
  }

  /** Whether a text has the form of a token rather than of a key: three parts with dots between. */
  static boolean isToken(String text) {
    return text.startsWith("eyJ") && text.chars().filter(c -> c == '.').count() == 2;
  }

  TokenVerdict check(String token) {
    try {
      // whose it says to be, before anything is believed
      Object claimed = JWTParser.parse(token).getJWTClaimsSet().getIssuer();
      Checked checked = issuers.get(String.valueOf(claimed));
      return checked == null
          ? new TokenVerdict.Bad()
          : good(checked.processor().process(token, null), checked.issuer());
    } catch (ExpiredJWTException e) {
      return new TokenVerdict.Expired();
    } catch (ParseException | BadJOSEException | JOSEException e) {
      return new TokenVerdict.Bad();
    }
  }

  private static TokenVerdict good(JWTClaimsSet claims, TokenIssuer issuer) throws ParseException {
    String subject = Optional.ofNullable(claims.getSubject()).orElse("");
    if (subject.isEmpty() || subject.length() > Subject.MAX_LENGTH) {
      return new TokenVerdict.Bad();
    }
    return new TokenVerdict.Good(
        new Principal(
            issuer.tenant(),
            new Subject(subject),
            permissions(claims, issuer),
            false,
            issuer.limits(),
            Optional.of(claims.getExpirationTime().toInstant())),
        issuer);
  }

  /** All that the issuer may give, or those of them that the token names. */
  private static Set<Permission> permissions(JWTClaimsSet claims, TokenIssuer issuer)
      throws ParseException {
    List<String> named = claims.getStringListClaim("permissions");
    if (named == null) {
      return issuer.permissions();
    }
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    named.forEach(name -> Permission.named(name).ifPresent(permissions::add));
    permissions.retainAll(issuer.permissions());
    return permissions;
  }

  private static DefaultJWTProcessor<SecurityContext> processor(TokenIssuer issuer, Time time) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(selector(issuer.keys()));
    JWTClaimsSet exact = new JWTClaimsSet.Builder().issuer(issuer.issuer()).build();
    DefaultJWTClaimsVerifier<SecurityContext> claims =
        new DefaultJWTClaimsVerifier<>(issuer.audience(), exact, REQUIRED) {
          @Override
          protected Date currentTime() {
            return Date.from(time.now());
          }
        };
    claims.setMaxClockSkew(LEEWAY_SECONDS);
    processor.setJWTClaimsSetVerifier(claims);
    return processor;
  }

  private static JWSVerificationKeySelector<SecurityContext> selector(TokenIssuer.Keys keys) {
    return switch (keys) {
      case TokenIssuer.Keys.Shared(String secret) ->
          new JWSVerificationKeySelector<>(
              JWSAlgorithm.HS256, new ImmutableSecret<>(secret.getBytes(StandardCharsets.UTF_8)));
      case TokenIssuer.Keys.Published published ->
          new JWSVerificationKeySelector<>(
              Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256), source(published));
    };
  }

  private static JWKSource<SecurityContext> source(TokenIssuer.Keys.Published published) {
    try {
      return JWKSourceBuilder.<SecurityContext>create(published.jwks().toURL())
          .retrying(true)
          .refreshAheadCache(false) // no threads behind a function's back
          .build();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException("Expected an address but got " + published.jwks(), e);
    }
  }
}
