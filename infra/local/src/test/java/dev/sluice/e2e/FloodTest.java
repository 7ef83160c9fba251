package dev.sluice.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.modelserver.Script;
import dev.sluice.session.ApiKey;
import dev.sluice.session.KeyHash;
import dev.sluice.session.Limits;
import dev.sluice.session.Permission;
import dev.sluice.session.Principal;
import dev.sluice.session.Subject;
import dev.sluice.session.TenantId;
import java.net.http.WebSocketHandshakeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One address asks and connects without end: the bill stays within the budget. */
final class FloodTest {
  private static final int CONNECTS_PER_MINUTE = 25;
  private static final int QUESTIONS_PER_DAY = 60;

  private static LocalSluice sluice;

  @BeforeAll
  static void start() throws Exception {
    sluice = LocalSluice.start();
  }

  @AfterAll
  static void stop() {
    sluice.close();
  }

  private static String publicKey(TenantId tenant, Limits limits) {
    String value = "public-key-" + LocalSluice.newId();
    Principal principal =
        new Principal(
            tenant,
            new Subject("widget"),
            EnumSet.allOf(Permission.class),
            true,
            limits,
            Optional.empty());
    sluice.allow(new ApiKey(KeyHash.of(value), "page", principal, List.of(), false, Instant.now()));
    return value;
  }

  @Test
  void a_flood_of_questions_costs_a_twentieth_of_the_day_and_the_rest_are_quotes()
      throws Exception {
    String key = publicKey(LocalSluice.TENANT, new Limits(1_000, QUESTIONS_PER_DAY));
    sluice.model().answerOthersWith(request -> Script.answer("From the model."));
    int before = sluice.model().calls().size();
    List<String> models = new ArrayList<>();
    try (PlainClient client = PlainClient.connect(sluice.olderUrl(key))) {
      for (int i = 0; i < 15; i++) {
        client.send("{\"question\":\"What is your return policy?\"}");
        models.add(client.untilEnd().getLast().path("model").asText());
      }
    }
    int share = QUESTIONS_PER_DAY / 20;
    assertThat(sluice.model().calls().size() - before).isEqualTo(share);
    assertThat(models.subList(share, models.size())).containsOnly("extractive");
  }

  @Test
  void questions_too_fast_are_refused_with_the_time_to_wait() throws Exception {
    String key = publicKey(new TenantId("another-shop"), new Limits(3, 1_000_000));
    sluice.model().answerOthersWith(request -> Script.answer("From the model."));
    int before = sluice.model().calls().size();
    List<JsonNode> ends = new ArrayList<>();
    try (PlainClient client = PlainClient.connect(sluice.olderUrl(key))) {
      for (int i = 0; i < 10; i++) {
        client.send("{\"question\":\"What is your return policy?\"}");
        ends.add(client.untilEnd().getLast());
      }
    }
    List<JsonNode> refused =
        ends.stream().filter(end -> end.path("code").asText().equals("rate_limited")).toList();
    // a minute may have begun in between
    assertThat(refused).hasSizeBetween(4, 7);
    assertThat(refused)
        .allSatisfy(end -> assertThat(end.path("retry_after_ms").asLong()).isBetween(0L, 60_000L));
    assertThat(sluice.model().calls().size() - before).isLessThanOrEqualTo(10 - refused.size());
  }

  @Test
  void a_flood_of_connections_is_refused_before_a_key_is_looked_up() throws Exception {
    int refused = 0;
    Map<String, String> limit = Map.of("CONNECTS_PER_MINUTE", "" + CONNECTS_PER_MINUTE);
    try (LocalSluice strict = LocalSluice.start(limit)) {
      for (int i = 0; i < 3 * CONNECTS_PER_MINUTE; i++) {
        try (PlainClient client = PlainClient.connect(strict.olderUrl("no-such-key-anywhere"))) {
          throw new AssertionError("An unknown key got in: " + client);
        } catch (ExecutionException e) {
          int status = ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
          assertThat(status).isIn(401, 429);
          refused += status == 429 ? 1 : 0;
        }
      }
    }
    // a minute may have begun in between
    assertThat(refused).isGreaterThanOrEqualTo(CONNECTS_PER_MINUTE);
  }
}
