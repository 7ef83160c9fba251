package dev.sluice.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The form in the shop's admin, as Twig makes it. */
class OpenCartFormTest {
  private static final Path TWIG = Path.of("/usr/share/php/Twig/autoload.php");

  private static Php php;

  @BeforeAll
  static void find() {
    php = Php.orSkip();
    Assumptions.assumeTrue(
        Files.isRegularFile(TWIG),
        "The test of the extension's form is skipped: Debian's package 'php-twig' is not here.");
  }

  private static ObjectNode scenario(String settings) {
    ObjectNode scenario =
        (ObjectNode)
            ScriptedGateway.read(
                "{\"application\": \"Admin\", \"call\": \"index\", \"settings\": "
                    + settings
                    + "}");
    return scenario.put("twig", TWIG.toString());
  }

  private static Document form(String settings) {
    return Jsoup.parse(php.run(scenario(settings).toString()).path("output").asText());
  }

  @Test
  void every_setting_that_is_saved_can_be_set() {
    Set<String> fields = new TreeSet<>();
    for (Element field : form("{}").select("form [name^=module_sluice_]")) {
      fields.add(field.attr("name").replaceFirst("\\[.*", ""));
    }
    ObjectNode saving = scenario("{}").put("call", "save");
    saving.putArray("permissions").add("modify extension/sluice/module/sluice");
    JsonNode saved = php.run(saving.toString()).at("/saved/data");
    Set<String> expected = new TreeSet<>();
    saved.fieldNames().forEachRemaining(expected::add);
    expected.remove("module_sluice_export_key");
    assertThat(fields).hasSize(12).isEqualTo(expected);
  }

  @Test
  void every_field_has_a_label_and_a_place_for_its_error() {
    Document form = form("{\"module_sluice_export_key\": \"k\", \"module_sluice_secret\": \"s\"}");
    for (Element field : form.select("form [id^=input-]")) {
      assertThat(form.select("label[for=" + field.id() + "]")).as(field.id()).hasSize(1);
    }
    for (String field : Set.of("url", "key", "secret", "accent", "on-accent")) {
      assertThat(form.select("#error-" + field)).as(field).hasSize(1);
    }
    assertThat(form.select("form [name=new_export_key], form [name=remove_secret]")).hasSize(2);
  }

  @Test
  void it_shows_what_is_set_and_no_secret() {
    Document form =
        form(
            """
            {"module_sluice_status": "1", "module_sluice_key": "\\"><script>alert(1)</script>",
             "module_sluice_secret": "a signing secret of more than 32 bytes", "module_sluice_position": "start",
             "module_sluice_pages": ["product"], "module_sluice_languages": ["de-de"],
             "module_sluice_greeting": {"de-de": "Hallo &quot;du&quot;"}}
            """);
    assertThat(form.select("script")).isEmpty();
    assertThat(form.select("#input-key").val()).isEqualTo("\"><script>alert(1)</script>");
    assertThat(form.select("#input-status").hasAttr("checked")).isTrue();
    assertThat(form.select("#input-position option[selected]").val()).isEqualTo("start");
    assertThat(form.select("[name='module_sluice_pages[]'][checked]").eachAttr("value"))
        .containsExactly("product");
    assertThat(form.select("[name='module_sluice_languages[]'][checked]").eachAttr("value"))
        .containsExactly("de-de");
    assertThat(form.select("[name='module_sluice_greeting[de-de]']").val())
        .isEqualTo("Hallo \"du\"");
    assertThat(form.outerHtml()).doesNotContain("a signing secret");
    assertThat(form.select("#input-secret").attr("placeholder")).contains("is stored");
  }
}
