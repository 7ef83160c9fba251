package dev.sluice.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sluice.session.Limits;
import dev.sluice.session.Permission;
import dev.sluice.session.TenantId;
import dev.sluice.settings.Settings;
import dev.sluice.settings.SettingsException;
import java.net.URI;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The setting that says whose tokens are taken. */
final class TokenIssuersTest {
  private static final String SECRET = "a-secret-of-more-than-thirty-two-bytes";

  private static List<TokenIssuer> read(String json) {
    Settings settings = new Settings(Map.of("TOKEN_ISSUERS", json));
    List<TokenIssuer> issuers = TokenIssuers.read(settings);
    settings.check();
    return issuers;
  }

  @Test
  void nobodys_tokens_are_taken_by_default() {
    assertThat(TokenIssuers.read(new Settings(Map.of()))).isEmpty();
  }

  @Test
  void an_issuer_has_a_tenant_and_a_secret_or_published_keys() {
    assertThat(
            read(
                """
                [{"issuer": "https://a.example/", "tenant": "a", "secret": "%s"},
                 {"issuer": "https://b.example/", "tenant": "b", "audience": "chat",
                  "jwks": "https://b.example/keys", "permissions": ["search"],
                  "questions_per_minute": 3, "questions_per_day": 30, "origins": ["https://b.example"]}]
                """
                    .formatted(SECRET)))
        .containsExactly(
            new TokenIssuer(
                "https://a.example/",
                new TenantId("a"),
                "sluice",
                new TokenIssuer.Keys.Shared(SECRET),
                EnumSet.allOf(Permission.class),
                Limits.DEFAULT,
                List.of()),
            new TokenIssuer(
                "https://b.example/",
                new TenantId("b"),
                "chat",
                new TokenIssuer.Keys.Published(URI.create("https://b.example/keys")),
                Set.of(Permission.SEARCH),
                new Limits(3, 30),
                List.of("https://b.example")));
  }

  private static void refused(String json, String because) {
    assertThatExceptionOfType(SettingsException.class)
        .isThrownBy(() -> read(json))
        .withMessageContaining("TOKEN_ISSUERS")
        .withMessageContaining(because)
        .satisfies(e -> assertThat(e.getMessage()).doesNotContain(SECRET));
  }

  @Test
  void what_is_wrong_is_said_without_the_secret() {
    String known = "\"issuer\": \"i\", \"tenant\": \"t\"";
    refused("[" + SECRET, "no JSON");
    refused("{}", "another JSON value");
    refused(
        "[{\"tenant\": \"t\", \"secret\": \"" + SECRET + "\"}]", "no issuer in issuer number 1");
    refused("[{" + known + "}]", "both or none of secret and jwks");
    refused("[{" + known + ", \"secret\": \"short\"}]", "a secret of 5 bytes");
    refused("[{" + known + ", \"jwks\": \"http://a.example\"}]", "no https address");
    refused("[{" + known + ", \"secert\": \"" + SECRET + "\"}]", "unknown fields");
    refused(
        "[{" + known + ", \"secret\": \"" + SECRET + "\", \"permissions\": [\"root\"]}]", "root");
    String issuer = "{" + known + ", \"secret\": \"" + SECRET + "\"}";
    refused("[" + issuer + "," + issuer + "]", "two for i");
  }
}
