package dev.sluice.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.frame.Json;
import dev.sluice.session.Limits;
import dev.sluice.session.Permission;
import dev.sluice.session.TenantId;
import dev.sluice.settings.Settings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads whose tokens are taken from a setting: a JSON array with an object for each issuer. */
final class TokenIssuers {
  /** The setting's name. */
  static final String SETTING = "TOKEN_ISSUERS";

  /** RFC 7518, 3.2: as long as the hash's output. */
  private static final int MIN_SECRET_BYTES = 32;

  private static final Set<String> FIELDS =
      Set.of(
          "issuer",
          "tenant",
          "audience",
          "secret",
          "jwks",
          "permissions",
          "questions_per_minute",
          "questions_per_day",
          "origins");

  private TokenIssuers() {}

  /** The issuers; a setting that is wrong is noted as a problem without a word of its secrets. */
  static List<TokenIssuer> read(Settings settings) {
    Optional<String> text = settings.text(SETTING);
    if (text.isEmpty()) {
      return List.of();
    }
    try {
      return parse(text.get());
    } catch (IllegalArgumentException e) {
      settings.problem(SETTING, "a JSON array of issuers", String.valueOf(e.getMessage()));
      return List.of();
    }
  }

  private static List<TokenIssuer> parse(String text) {
    JsonNode root;
    try {
      root = Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON", e);
    }
    if (!root.isArray()) {
      throw new IllegalArgumentException("another JSON value");
    }
    List<TokenIssuer> issuers = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonNode node : root) {
      TokenIssuer issuer = issuer(node, "issuer number " + (issuers.size() + 1));
      if (!names.add(issuer.issuer())) {
        throw new IllegalArgumentException("two for " + issuer.issuer());
      }
      issuers.add(issuer);
    }
    return issuers;
  }

  private static TokenIssuer issuer(JsonNode node, String which) {
    List<String> others =
        node.propertyStream().map(Map.Entry::getKey).filter(f -> !FIELDS.contains(f)).toList();
    if (!node.isObject() || !others.isEmpty()) {
      throw new IllegalArgumentException("no object, or unknown fields, in " + which + others);
    }
    return new TokenIssuer(
        required(node, "issuer", which),
        new TenantId(required(node, "tenant", which)),
        node.path("audience").asText("sluice"),
        keys(node, which),
        permissions(node.path("permissions"), which),
        new Limits(
            node.path("questions_per_minute").asInt(Limits.DEFAULT.questionsPerMinute()),
            node.path("questions_per_day").asInt(Limits.DEFAULT.questionsPerDay())),
        node.path("origins").valueStream().map(JsonNode::asText).toList());
  }

  private static String required(JsonNode node, String field, String which) {
    String value = node.path(field).asText();
    if (value.isBlank()) {
      throw new IllegalArgumentException("no " + field + " in " + which);
    }
    return value;
  }

  private static TokenIssuer.Keys keys(JsonNode node, String which) {
    if (node.has("secret") == node.has("jwks")) {
      throw new IllegalArgumentException("both or none of secret and jwks in " + which);
    }
    if (node.has("jwks")) {
      return new TokenIssuer.Keys.Published(address(node.path("jwks").asText(), which));
    }
    String secret = node.path("secret").asText();
    int bytes = secret.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < MIN_SECRET_BYTES) {
      throw new IllegalArgumentException(
          "a secret of " + bytes + " bytes, fewer than " + MIN_SECRET_BYTES + ", in " + which);
    }
    return new TokenIssuer.Keys.Shared(secret);
  }

  /** Keys come over TLS; from this machine, where tests are, also without. */
  private static URI address(String text, String which) {
    URI uri = URI.create(text);
    boolean local = "http".equals(uri.getScheme()) && "127.0.0.1".equals(uri.getHost());
    if (!"https".equals(uri.getScheme()) && !local) {
      throw new IllegalArgumentException("a jwks that is no https address in " + which);
    }
    return uri;
  }

  private static Set<Permission> permissions(JsonNode node, String which) {
    if (node.isMissingNode()) {
      return EnumSet.allOf(Permission.class);
    }
    Set<Permission> permissions = EnumSet.noneOf(Permission.class);
    for (JsonNode name : node) {
      permissions.add(
          Permission.named(name.asText())
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "the unknown permission " + name + " in " + which)));
    }
    return permissions;
  }
}
