package dev.sluice.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.aws.KeyItems;
import dev.sluice.aws.LocalDynamoDb;
import dev.sluice.gateway.FakeTime;
import dev.sluice.session.ApiKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A release holds all that somebody needs who has only a browser. */
final class BundleTest {
  private static final Path ROOT =
      Path.of(System.getProperty("sluice.root", "../..")).toAbsolutePath().normalize();

  @RegisterExtension static final LocalDynamoDb db = new LocalDynamoDb();

  @Test
  void it_holds_packages_template_widget_extension_instructions_and_right_checksums(
      @TempDir Path folder) throws Exception {
    Path home = SmallBuild.in(folder.resolve("home"), "v1");
    Path file = new Bundle(Release.of(home), "1.2.3").write(folder.resolve("out"));

    try (ZipFile zip = new ZipFile(file.toFile())) {
      List<String> names =
          zip.stream().map(ZipEntry::getName).map(n -> n.replace("sluice-1.2.3/", "")).toList();
      assertThat(names)
          .contains("template.yaml", "INSTALL.md", "LICENSE", "VERSION", "SHA256SUMS")
          .contains("sluice.ocmod.zip", "widget/sluice-chat.js", "widget/sluice-client.js")
          .filteredOn(name -> name.startsWith("functions/"))
          .hasSize(4)
          .allMatch(name -> text(zip, "template.yaml").contains(name));
      for (String line : text(zip, "SHA256SUMS").lines().toList()) {
        String[] parts = line.split("  ");
        assertThat(Digests.of(zip.getInputStream(zip.getEntry("sluice-1.2.3/" + parts[1]))))
            .as(parts[1])
            .isEqualTo(parts[0]);
      }
      assertThat(text(zip, "SHA256SUMS").lines().count()).isEqualTo(names.size() - 1);
    }
  }

  private static String text(ZipFile zip, String name) {
    try {
      ZipEntry entry = zip.getEntry("sluice-1.2.3/" + name);
      return new String(zip.getInputStream(entry).readAllBytes());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void the_same_build_gives_the_same_bytes_and_changed_code_another_name(@TempDir Path folder)
      throws Exception {
    Path home = SmallBuild.in(folder.resolve("home"), "v1");
    Path one = new Bundle(Release.of(home), "1").write(folder.resolve("one"));
    Path two = new Bundle(Release.of(home), "1").write(folder.resolve("two"));
    assertThat(two).hasSameBinaryContentAs(one);

    Release changed = Release.of(SmallBuild.in(folder.resolve("changed"), "v2"));
    assertThat(changed.objects().keySet())
        .doesNotContainAnyElementsOf(Release.of(home).objects().keySet());
  }

  @Test
  void what_has_not_been_built_is_named(@TempDir Path folder) throws Exception {
    Path home = SmallBuild.in(folder.resolve("home"), "v1");
    Files.delete(home.resolve("functions/query/target/function.zip"));
    assertThatThrownBy(() -> Release.of(home))
        .isInstanceOf(DeployException.class)
        .hasMessageContaining("functions/query/target/function.zip");
  }

  @Test
  void the_key_that_the_instructions_let_people_type_is_one_that_functions_take() throws Exception {
    Matcher json =
        Pattern.compile("(?s)```json\\s*(.*?)```")
            .matcher(Files.readString(ROOT.resolve("infra/release/INSTALL.md")));
    assertThat(json.find()).isTrue();
    Map<String, AttributeValue> item = new HashMap<>();
    new ObjectMapper()
        .readTree(json.group(1).replace("<SHA-256>", "abc"))
        .propertyStream()
        .forEach(field -> item.put(field.getKey(), value(field.getValue())));
    db.client().putItem(put -> put.tableName(db.environment().get("TABLE_NAME")).item(item));

    ApiKey key = new KeyItems(db.table(new FakeTime())).find("abc").orElseThrow();
    assertThat(key.origins()).containsExactly("https://your.shop");
    assertThat(key.principal().isPublic()).isTrue();
    assertThat(key.principal().permissions()).hasSize(2);
  }

  private static AttributeValue value(JsonNode typed) {
    Map.Entry<String, JsonNode> only = typed.properties().iterator().next();
    return switch (only.getKey()) {
      case "S" -> AttributeValue.fromS(only.getValue().asText());
      case "N" -> AttributeValue.fromN(only.getValue().asText());
      case "BOOL" -> AttributeValue.fromBool(only.getValue().asBoolean());
      case "SS" ->
          AttributeValue.fromSs(only.getValue().valueStream().map(JsonNode::asText).toList());
      default -> throw new AssertionError("Unexpected type " + only.getKey());
    };
  }
}
