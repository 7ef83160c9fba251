package dev.sluice.widget;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.document.Document;
import dev.sluice.document.DocumentReaders;
import dev.sluice.document.RawFile;
import dev.sluice.document.ReadOutcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The products that the extension writes are the products that Sluice's own reader reads. */
class OpenCartExportTest {
  private static final String PRODUCTS =
      """
      {"call": "export", "config": {"module_sluice_export_key": "the-key", "config_tax": "1",
         "config_language_id": 1},
       "server": {"HTTP_AUTHORIZATION": "Bearer the-key"},
       "categories": {"20": {"name": "Camping", "parent_id": "0"}, "27": {"name": "Tents &amp; tarps", "parent_id": "20"}},
       "products": [{
         "product_id": 42, "model": "TN-1", "sku": "4 &quot;X&quot;", "ean": "", "manufacturer": "Tarnwick",
         "price": "100.0000", "special": null, "tax_class_id": 9, "quantity": "7", "stock_status": "Soon", "image": "tent &amp; fly.jpg",
         "categories": [{"category_id": "27"}],
         "attribute_groups": [{"name": "Size", "attribute": [{"name": "No. of persons", "text": "4"}, {"name": "Weight", "text": "11.2 kg"}]}],
         "texts": {"1": {"name": "Hearth 4 &amp; porch", "description": "&lt;p&gt;Stands in &lt;b&gt;wind&lt;/b&gt;.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;"},
                   "2": {"name": "Hearth 4 und Vorzelt", "description": "Steht im Wind – “fest”."}}
       }, {
         "product_id": 43, "model": "TN-2", "manufacturer": null, "price": "80.00", "special": "60.5", "tax_class_id": 0,
         "quantity": "0", "stock_status": "2-3 Days", "image": "",
         "texts": {"1": {"name": "Fell 2", "description": ""}, "2": {"name": "Fell 2 DE", "description": ""}}
       }]}
      """;

  private static Php php;

  @BeforeAll
  static void find() {
    php = Php.orSkip();
  }

  private static ObjectNode scenario() {
    return OpenCartPagesTest.shop(PRODUCTS);
  }

  private static List<Document> read(JsonNode done) {
    List<Document> documents = new ArrayList<>();
    byte[] lines = done.path("printed").asText().getBytes(StandardCharsets.UTF_8);
    new DocumentReaders()
        .read(
            RawFile.of("catalogue.jsonl", lines),
            outcome -> {
              assertThat(outcome).isInstanceOf(ReadOutcome.Read.class);
              documents.add(((ReadOutcome.Read) outcome).document());
            });
    return documents;
  }

  @Test
  void the_reader_understands_each_line() {
    JsonNode done = php.run(scenario().toString());
    List<Document> documents = read(done);

    assertThat(done.path("headers").toString())
        .contains("application/x-ndjson; charset=utf-8", "X-Robots-Tag: noindex")
        .contains("catalogue-en-gb.jsonl");
    assertThat(documents).extracting(Document::source).containsExactly("42", "43");
    Document tent = documents.getFirst();
    assertThat(tent.title()).isEqualTo("Hearth 4 & porch");
    assertThat(tent.url())
        .isEqualTo(
            "https://shop.example/index.php?route=product/product&language=en-gb&product_id=42");
    assertThat(tent.sections()).hasSize(1);
    assertThat(tent.sections().getFirst().text()).isEqualTo("Stands in wind.");
    assertThat(tent.facts().brand()).isEqualTo("Tarnwick");
    assertThat(tent.facts().price().orElseThrow().display()).isEqualTo("119 EUR");
    assertThat(tent.facts().categories()).containsExactly("Camping", "Tents & tarps");
    assertThat(tent.facts().identifiers()).containsExactlyInAnyOrder("42", "TN-1", "4 \"X\"");
    assertThat(tent.facts().image())
        .isEqualTo("https://shop.example/image/cache/tent & fly.jpg-400x400");
    assertThat(tent.facts().attributes())
        .isEqualTo(
            Map.of(
                "No. of persons", List.of("4"),
                "Weight", List.of("11.2 kg"),
                "stock", List.of("7"),
                "availability", List.of("in_stock")));
  }

  @Test
  void offers_and_what_is_out_of_stock_are_told() {
    Document other = read(php.run(scenario().toString())).get(1);
    assertThat(other.facts().price().orElseThrow().display()).isEqualTo("60.50 EUR");
    assertThat(other.facts().attributes()).containsEntry("stock", List.of("0"));
    assertThat(other.facts().attributes()).containsEntry("availability", List.of("2-3 Days"));
    assertThat(other.facts().image()).isEmpty();
  }

  @Test
  void each_language_has_an_export_of_its_own() {
    ObjectNode german = scenario();
    german.putObject("get").put("language", "de-de");
    List<Document> documents = read(php.run(german.toString()));
    assertThat(documents.getFirst().title()).isEqualTo("Hearth 4 und Vorzelt");
    assertThat(documents.getFirst().sections().getFirst().text())
        .isEqualTo("Steht im Wind – “fest”.");
    assertThat(documents.getFirst().url()).contains("language=de-de");

    german.withObject("/get").put("language", "xx");
    JsonNode unknown = php.run(german.toString());
    assertThat(unknown.path("headers").toString()).contains("404 Not Found");
    assertThat(unknown.path("printed").asText()).isEmpty();
  }

  @Test
  void prices_that_are_for_customers_only_are_left_out() {
    ObjectNode closed = scenario();
    closed.withObject("/config").put("config_customer_price", "1");
    assertThat(read(php.run(closed.toString())))
        .allSatisfy(document -> assertThat(document.facts().price()).isEmpty());
  }

  @Test
  void a_large_catalogue_is_read_in_parts_and_is_whole() {
    ObjectNode large = scenario();
    var products = large.putArray("products");
    for (int id = 1; id <= 250; id++) {
      ObjectNode product = products.addObject().put("product_id", id).put("price", "1");
      product.put("quantity", 1).put("tax_class_id", 0);
      product.putObject("texts").putObject("1").put("name", "Nº " + id).put("description", "d");
    }
    assertThat(read(php.run(large.toString())))
        .extracting(Document::title)
        .hasSize(250)
        .doesNotHaveDuplicates()
        .contains("Nº 1", "Nº 250");
  }

  @Test
  void who_does_not_know_the_key_reads_nothing_and_who_knows_it_everything() {
    ObjectNode wrong = scenario();
    wrong.putObject("server").put("HTTP_AUTHORIZATION", "Bearer another");
    ObjectNode none = scenario();
    none.putObject("server");
    ObjectNode unset = scenario();
    unset.withObject("/config").put("module_sluice_export_key", "");
    unset.putObject("server").put("HTTP_AUTHORIZATION", "Bearer ");
    ObjectNode list = scenario();
    list.putObject("server");
    list.putObject("get").putArray("key").add("the-key");
    for (ObjectNode refused : List.of(wrong, none, unset, list)) {
      JsonNode done = php.run(refused.toString());
      assertThat(done.path("printed").asText()).isEmpty();
      assertThat(done.path("headers").toString()).contains("403 Forbidden");
    }
    ObjectNode rewritten = scenario();
    rewritten.putObject("server").put("REDIRECT_HTTP_AUTHORIZATION", "bearer the-key");
    assertThat(read(php.run(rewritten.toString()))).hasSize(2);
    ObjectNode inAddress = scenario();
    inAddress.putObject("server");
    inAddress.putObject("get").put("key", "the-key");
    assertThat(read(php.run(inAddress.toString()))).hasSize(2);
  }
}
