package dev.sluice.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The extension's settings: what is saved, what is refused, and what installing does. */
class OpenCartAdminTest {
  private static final String SECRET = "0123456789 & \"0123456789\" 0123456789";

  private static Php php;

  @BeforeAll
  static void find() {
    php = Php.orSkip();
  }

  private static ObjectNode saving() {
    ObjectNode scenario =
        (ObjectNode)
            ScriptedGateway.read(
                """
                {"application": "Admin", "call": "save", "permissions": ["modify extension/sluice/module/sluice"],
                 "post": {"module_sluice_status": "1", "module_sluice_url": "wss://chat.example/live",
                   "module_sluice_key": "slk_public", "module_sluice_accent": "#8A2be2",
                   "module_sluice_pages": ["home", "nonsense"], "module_sluice_languages": ["de-de"],
                   "module_sluice_greeting": {"en-gb": "Hi"}, "module_sluice_position": "start",
                   "module_sluice_surprise": "x"}}
                """);
    scenario.withObject("/post").put("module_sluice_secret", SECRET);
    return scenario;
  }

  private static JsonNode saved(ObjectNode scenario) {
    JsonNode done = php.run(scenario.toString());
    assertThat(done.path("output").asText()).contains("success");
    return done.at("/saved/data");
  }

  @Test
  void what_is_right_is_saved_as_it_was_typed_and_nothing_else() {
    JsonNode saved = saved(saving());
    assertThat(saved.path("module_sluice_secret").asText()).isEqualTo(SECRET);
    assertThat(saved.path("module_sluice_pages").toString()).isEqualTo("[\"home\"]");
    assertThat(saved.path("module_sluice_languages").toString()).isEqualTo("[\"de-de\"]");
    assertThat(saved.path("module_sluice_position").asText()).isEqualTo("start");
    assertThat(saved.at("/module_sluice_greeting/en-gb").asText()).isEqualTo("Hi");
    assertThat(saved.path("module_sluice_export_key").asText()).matches("[0-9a-f]{48}");
    assertThat(saved.has("module_sluice_surprise")).isFalse();
  }

  @Test
  void a_secret_and_a_key_that_are_not_given_again_are_kept() {
    ObjectNode scenario = saving();
    scenario
        .putObject("settings")
        .put("module_sluice_secret", "the old secret of at least 32 bytes")
        .put("module_sluice_export_key", "the-old-key");
    scenario.withObject("/post").put("module_sluice_secret", "");
    JsonNode kept = saved(scenario);
    assertThat(kept.path("module_sluice_secret").asText()).startsWith("the old secret");
    assertThat(kept.path("module_sluice_export_key").asText()).isEqualTo("the-old-key");

    scenario.withObject("/post").put("remove_secret", "1").put("new_export_key", "1");
    JsonNode changed = saved(scenario);
    assertThat(changed.path("module_sluice_secret").asText()).isEmpty();
    assertThat(changed.path("module_sluice_export_key").asText()).matches("[0-9a-f]{48}");
  }

  @Test
  void each_store_has_settings_of_its_own() {
    ObjectNode scenario = saving();
    scenario.putObject("get").put("store_id", "3");
    assertThat(php.run(scenario.toString()).at("/saved/store_id").asInt()).isEqualTo(3);
  }

  @ParameterizedTest
  @CsvSource({
    "url, https://chat.example/live",
    "url, wss://chat.example/live?token=x",
    "url, ''",
    "secret, too short",
    "accent, red",
    "accent, '#1c6b58;--x:url(y)'",
    "on_accent, '#fff'"
  })
  void what_is_wrong_is_named_and_nothing_is_saved(String field, String value) {
    ObjectNode scenario = saving();
    scenario.withObject("/post").put("module_sluice_" + field, value);
    JsonNode done = php.run(scenario.toString());
    JsonNode error = ScriptedGateway.read(done.path("output").asText()).path("error");
    assertThat(error.path(field).asText()).startsWith("Expected");
    assertThat(error.size()).isEqualTo(2);
    assertThat(done.path("saved").isEmpty()).isTrue();
  }

  @Test
  void switched_on_it_needs_a_key_or_a_secret_and_switched_off_nothing() {
    ObjectNode scenario = saving();
    scenario.withObject("/post").put("module_sluice_secret", "").put("module_sluice_key", "");
    assertThat(php.run(scenario.toString()).path("output").asText()).contains("\"key\"");
    scenario.withObject("/post").put("module_sluice_status", "0").put("module_sluice_url", "");
    assertThat(saved(scenario).path("module_sluice_status").asInt()).isZero();
  }

  @Test
  void who_may_not_change_it_does_not() {
    ObjectNode scenario = saving();
    scenario.putArray("permissions").add("access extension/sluice/module/sluice");
    JsonNode done = php.run(scenario.toString());
    assertThat(done.path("output").asText()).contains("do not have permission");
    assertThat(done.path("saved").isEmpty()).isTrue();
  }

  @Test
  void the_form_shows_the_exports_of_each_language_and_never_the_secret() {
    ObjectNode scenario = saving().put("call", "index");
    scenario
        .putObject("settings")
        .put("module_sluice_secret", SECRET)
        .put("module_sluice_export_key", "the-key");
    JsonNode done = php.run(scenario.toString());
    JsonNode view = done.at("/views/extension~1sluice~1module~1sluice");
    assertThat(done.path("output").asText()).isEqualTo("extension/sluice/module/sluice");
    assertThat(view.path("has_secret").asBoolean()).isTrue();
    assertThat(view.at("/exports/1/url").asText())
        .isEqualTo(
            "https://shop.example/index.php?route=extension/sluice/module/sluice.export"
                + "&amp;language=de-de&amp;key=the-key");
    assertThat(view.path("stores").size()).isEqualTo(2);
    assertThat(done.toString()).doesNotContain(SECRET).doesNotContain("0123456789");
  }

  @Test
  void installing_adds_one_event_and_uninstalling_leaves_nothing() {
    ObjectNode scenario = saving();
    scenario.putArray("call").add("install").add("install");
    JsonNode event = php.run(scenario.toString()).path("events");
    assertThat(event).hasSize(1);
    assertThat(event.at("/0/trigger").asText()).isEqualTo("catalog/view/common/footer/after");
    assertThat(event.at("/0/action").asText()).isEqualTo("extension/sluice/module/sluice.footer");
    assertThat(event.at("/0/status").asInt()).isEqualTo(1);

    scenario.putArray("call").add("install").add("uninstall");
    JsonNode done = php.run(scenario.toString());
    assertThat(done.path("events")).isEmpty();
    assertThat(done.path("deleted").toString()).isEqualTo("[0,3]");
    assertThat(List.of(done.path("saved").size())).containsExactly(0);
  }
}
