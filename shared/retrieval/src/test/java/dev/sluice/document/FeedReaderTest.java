package dev.sluice.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.document.ReadOutcome.Read;
import dev.sluice.document.ReadOutcome.Rejected;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Product feeds of Google Merchant Center and the export of OpenCart shops. */
class FeedReaderTest {
  private static final String ITEM =
      """
      <item>
        <g:id>TV-1</g:id>
        <title>Televisor 40"</title>
        <link>https://shop.example/tv-1</link>
        <description><![CDATA[<p>A <b>bright</b> screen.</p>]]></description>
        <g:image_link>https://shop.example/tv-1.jpg</g:image_link>
        <g:additional_image_link>https://shop.example/tv-2.jpg</g:additional_image_link>
        <g:brand>Lumen</g:brand>
        <g:gtin>4006381333931</g:gtin>
        <g:price>449.00 EUR</g:price>
        <g:sale_price>399.90 EUR</g:sale_price>
        <g:google_product_category>404</g:google_product_category>
        <g:product_type>Electronics &gt; Television</g:product_type>
        <g:shipping><g:country>NO</g:country><g:price>9.00 EUR</g:price></g:shipping>
        <g:product_detail>
          <g:section_name>Screen</g:section_name>
          <g:attribute_name>Diagonal</g:attribute_name>
          <g:attribute_value>40 inch</g:attribute_value>
        </g:product_detail>
        <g:color>Black</g:color>
      </item>
      """;

  private final DocumentReaders readers = new DocumentReaders();

  @Test
  void a_merchant_feed_is_read_with_all_that_is_said_of_an_article() {
    Document tv = only(feed(ITEM));

    assertThat(tv.source()).isEqualTo("TV-1");
    assertThat(tv.title()).isEqualTo("Televisor 40\"");
    assertThat(tv.url()).isEqualTo("https://shop.example/tv-1");
    assertThat(tv.sections()).containsExactly(new Section("", "A bright screen."));
    assertThat(tv.facts().brand()).isEqualTo("Lumen");
    assertThat(tv.facts().identifiers()).containsExactly("TV-1", "4006381333931");
    assertThat(tv.facts().categories()).containsExactly("Electronics", "Television");
    assertThat(tv.facts().price().map(Price::display)).contains("399.90 EUR");
    assertThat(tv.facts().image()).isEqualTo("https://shop.example/tv-1.jpg");
    assertThat(tv.facts().attributeLines()).containsExactly("Diagonal: 40 inch", "color: Black");
  }

  @Test
  void an_atom_feed_is_read_too() {
    Document entry =
        only(
            """
            <feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0">
              <title>Shop</title>
              <entry><g:id>1</g:id><title>Kettle</title><link href="https://shop.example/1"/></entry>
            </feed>
            """);

    assertThat(entry.title()).isEqualTo("Kettle");
    assertThat(entry.url()).isEqualTo("https://shop.example/1");
  }

  @Test
  void an_item_without_an_id_is_refused_by_its_number_and_the_others_are_read() {
    List<ReadOutcome> outcomes =
        outcomes("f.xml", feed("<item><title>No id</title></item>" + ITEM));

    assertThat(outcomes).hasSize(2);
    assertThat(((Rejected) outcomes.get(0)).name()).isEqualTo("f.xml:1");
    assertThat(((Rejected) outcomes.get(0)).reason()).startsWith("Expected an id");
    assertThat(outcomes.get(1)).isInstanceOf(Read.class);
  }

  @Test
  void a_feed_that_is_cut_off_keeps_what_came_before_and_says_so() {
    String whole = feed(ITEM + ITEM);

    List<ReadOutcome> outcomes =
        outcomes("f.xml", whole.substring(0, whole.indexOf("</item>") + 100));

    assertThat(outcomes.getFirst()).isInstanceOf(Read.class);
    assertThat(((Rejected) outcomes.getLast()).reason()).startsWith("Expected XML after item ");
  }

  @Test
  void entities_are_neither_expanded_nor_fetched() {
    String bomb =
        "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;\">]>"
            + "<rss><channel><item><id>1</id><title>&b;</title></item></channel></rss>";

    assertThat(((Rejected) outcomes("f.xml", bomb).getFirst()).reason())
        .isEqualTo("Expected no document type declaration");
  }

  @Test
  void other_xml_and_endless_nesting_are_refused() {
    assertThat(((Rejected) outcomes("f.xml", "<html><body/></html>").getFirst()).reason())
        .isEqualTo("Expected a product feed as RSS or Atom but got <html>");
    String deep = "<item><x>" + "<y>".repeat(100) + "</y>".repeat(100) + "</x></item>";
    assertThat(((Rejected) outcomes("f.xml", feed(deep)).getFirst()).reason())
        .startsWith("Expected at most 16 nested elements");
  }

  @Test
  void a_merchant_feed_of_tab_separated_values_is_read() {
    List<ReadOutcome> outcomes =
        outcomes(
            "feed.tsv",
            "g:id\ttitle\timage link\tproduct type\tprice\n"
                + "1\t17\" monitor\thttps://shop.example/1.jpg\tOffice > Screens\t99.50 EUR\n");

    Document monitor = ((Read) outcomes.getFirst()).document();
    assertThat(monitor.source()).isEqualTo("1");
    assertThat(monitor.title()).isEqualTo("17\" monitor");
    assertThat(monitor.facts().categories()).containsExactly("Office", "Screens");
    assertThat(monitor.facts().image()).isEqualTo("https://shop.example/1.jpg");
    assertThat(monitor.facts().price().map(Price::display)).contains("99.50 EUR");
  }

  @Test
  void an_export_of_an_opencart_shop_is_read() {
    List<ReadOutcome> outcomes =
        outcomes(
            "products.jsonl",
            """
            {"id":"42","name":"Zelt \\"Alm\\"","description":"Ein Zelt.","manufacturer":"Alm & Co",\
            "price":79.9,"currency":"EUR","stock":3,"availability":"in_stock",\
            "url":"https://shop.example/?product_id=42","image":"https://shop.example/42.jpg",\
            "categories":["Outdoor > Zelte"],"attributes":[{"name":"Farbe","value":"Rot"}],\
            "model":"ALM-2","ean":"4006381333931","language":"de-de","store":"main"}
            """);

    Document tent = ((Read) outcomes.getFirst()).document();
    assertThat(tent.source()).isEqualTo("42");
    assertThat(tent.title()).isEqualTo("Zelt \"Alm\"");
    assertThat(tent.facts().brand()).isEqualTo("Alm & Co");
    assertThat(tent.facts().price().map(Price::display)).contains("79.90 EUR");
    assertThat(tent.facts().categories()).containsExactly("Outdoor", "Zelte");
    assertThat(tent.facts().identifiers()).contains("42", "ALM-2", "4006381333931");
    assertThat(tent.facts().attributes())
        .containsEntry("Farbe", List.of("Rot"))
        .containsEntry("stock", List.of("3"))
        .containsEntry("language", List.of("de-de"))
        .containsEntry("store", List.of("main"));
  }

  private static String feed(String items) {
    return "<?xml version=\"1.0\"?>\n"
        + "<rss xmlns:g=\"http://base.google.com/ns/1.0\" version=\"2.0\">"
        + "<channel><title>Shop</title>"
        + items
        + "</channel></rss>";
  }

  private Document only(String xml) {
    List<ReadOutcome> outcomes = outcomes("feed.xml", xml);
    assertThat(outcomes).singleElement().isInstanceOf(Read.class);
    return ((Read) outcomes.getFirst()).document();
  }

  private List<ReadOutcome> outcomes(String name, String content) {
    List<ReadOutcome> outcomes = new ArrayList<>();
    readers.read(RawFile.of(name, content.getBytes(StandardCharsets.UTF_8)), outcomes::add);
    return outcomes;
  }
}
