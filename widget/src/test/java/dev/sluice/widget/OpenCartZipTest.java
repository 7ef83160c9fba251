package dev.sluice.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The extension's zip, as the build has made it, is what OpenCart 4.1 installs. */
class OpenCartZipTest {
  private static final Path ZIP = Path.of("target/sluice.ocmod.zip");

  private static final List<String> FILES =
      List.of(
          "install.json",
          "admin/controller/module/sluice.php",
          "admin/language/de-de/module/sluice.php",
          "admin/language/en-gb/module/sluice.php",
          "admin/view/template/module/sluice.twig",
          "catalog/controller/module/sluice.php",
          "catalog/model/module/export.php",
          "catalog/model/module/tag.php",
          "catalog/model/module/token.php",
          "catalog/view/javascript/sluice-chat.js",
          "catalog/view/javascript/sluice-shop.js");

  /** The class of a PHP file is found by the file's path: {@code Application\Kind\…\Name}. */
  private static final Pattern CLASS =
      Pattern.compile("\\nnamespace ([\\w\\\\]+);\\n.*?\\nclass (\\w+) extends", Pattern.DOTALL);

  /** The files by their names, in order; folders, whose names end in a slash, are empty. */
  private static Map<String, byte[]> entries() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(ZIP))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        assertThat(entries).doesNotContainKey(entry.getName());
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    return entries;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Test
  void it_holds_its_files_where_the_installer_looks_for_them() throws IOException {
    assertThat(entries().keySet().stream().filter(name -> !name.endsWith("/")))
        .containsExactlyInAnyOrderElementsOf(FILES);
    String code = ZIP.getFileName().toString().replace(".ocmod.zip", "");
    assertThat(code).hasSizeBetween(5, 128).isEqualTo("sluice");
  }

  @Test
  void each_folder_comes_before_what_is_in_it() throws IOException {
    Set<String> seen = new LinkedHashSet<>();
    for (String name : entries().keySet()) {
      int slash = name.lastIndexOf('/', name.length() - 2);
      if (slash >= 0) {
        assertThat(seen).contains(name.substring(0, slash + 1));
      }
      seen.add(name);
    }
  }

  @Test
  void it_says_what_it_is() throws IOException {
    JsonNode install = ScriptedGateway.read(text(entries().get("install.json")));
    assertThat(install.path("name").asText()).isEqualTo("Sluice chat");
    assertThat(install.path("version").asText()).matches("\\d+\\.\\d+\\.\\d+(-SNAPSHOT)?");
    for (String field : List.of("description", "author", "link")) {
      assertThat(install.has(field)).as(field).isTrue();
    }
  }

  @Test
  void the_widget_in_it_is_the_one_of_this_build() throws IOException {
    assertThat(entries().get("catalog/view/javascript/sluice-chat.js"))
        .isEqualTo(new WidgetFiles().find("/sluice-chat.js").orElseThrow().bytes());
  }

  @Test
  void each_class_is_named_as_its_file_is_found() throws IOException {
    List<String> classes = new ArrayList<>();
    entries()
        .forEach(
            (name, bytes) -> {
              var found = CLASS.matcher(text(bytes));
              if (name.endsWith(".php") && !name.contains("/language/")) {
                assertThat(found.find()).as(name).isTrue();
                classes.add(found.group(1) + "\\" + found.group(2));
                assertThat(pathOf(found.group(1), found.group(2))).isEqualTo(name);
              }
            });
    assertThat(classes).hasSize(5);
  }

  /** {@code Opencart\Admin\Controller\Extension\Sluice\Module} + name → the file in the zip. */
  private static String pathOf(String namespace, String name) {
    return (namespace + "\\" + name)
            .toLowerCase(java.util.Locale.ROOT)
            .replace('\\', '/')
            .replaceFirst("^opencart/(\\w+/\\w+)/extension/sluice/", "$1/")
        + ".php";
  }

  @Test
  void php_finds_no_fault_in_any_file(@TempDir Path folder) throws IOException {
    Php php = Php.orSkip();
    int checked = 0;
    for (Map.Entry<String, byte[]> entry : entries().entrySet()) {
      if (entry.getKey().endsWith(".php")) {
        Path file = Files.write(folder.resolve(checked++ + ".php"), entry.getValue());
        assertThat(php.lint(file)).as(entry.getKey()).isEmpty();
      }
    }
    assertThat(checked).isEqualTo(7);
    Path broken = Files.writeString(folder.resolve("broken.php"), "<?php echo echo;");
    assertThat(php.lint(broken)).contains("syntax error");
  }

  @Test
  void every_language_has_the_same_words() throws IOException {
    Pattern key = Pattern.compile("(?m)^\\$_\\['(\\w+)'] += '.+';$");
    List<List<String>> words =
        entries().entrySet().stream()
            .filter(entry -> entry.getKey().contains("/language/") && entry.getValue().length > 0)
            .map(entry -> key.matcher(text(entry.getValue())).results().map(r -> r.group(1)))
            .map(Stream::toList)
            .toList();
    assertThat(words).hasSize(2);
    assertThat(words.get(0)).hasSizeGreaterThan(40).isEqualTo(words.get(1));
  }

  @Test
  void every_word_that_the_form_shows_is_there() throws IOException {
    String english = text(entries().get("admin/language/en-gb/module/sluice.php"));
    String form = text(entries().get("admin/view/template/module/sluice.twig"));
    Set<String> shown = new LinkedHashSet<>();
    Pattern.compile("\\{\\{ ((?:text|entry|help|heading)_\\w+)")
        .matcher(form)
        .results()
        .forEach(result -> shown.add(result.group(1)));
    assertThat(shown).hasSizeGreaterThan(20);
    assertThat(shown).allSatisfy(word -> assertThat(english).contains("$_['" + word + "']"));
  }
}
