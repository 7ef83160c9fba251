package dev.sluice.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.document.ReadOutcome.Read;
import dev.sluice.document.ReadOutcome.Rejected;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every format, whole and broken. */
class DocumentReadersTest {
  private final DocumentReaders readers = new DocumentReaders();

  @Test
  void markdown_keeps_title_link_headings_lists_and_tables() {
    Document page =
        document(
            "help/shipping.md",
            """
            ---
            title: Shipping
            url: https://shop.example/shipping
            ---
            # Shipping
            We ship daily.

            ## Costs
            | Country | Cost |
            |---|---|
            | Norway | 14.90 |

            ### Free of charge
            - above *60 EUR*
            - for members
            """);

    assertThat(page.title()).isEqualTo("Shipping");
    assertThat(page.url()).isEqualTo("https://shop.example/shipping");
    assertThat(page.source()).isEqualTo("help/shipping.md");
    assertThat(page.sections())
        .containsExactly(
            new Section("", "We ship daily."),
            new Section("Costs", "Country: Norway; Cost: 14.90"),
            new Section("Costs › Free of charge", "- above 60 EUR\n- for members"));
  }

  @Test
  void markdown_without_front_matter_takes_its_first_heading_as_title() {
    assertThat(document("a.md", "# Care\n\nWash cold.").title()).isEqualTo("Care");
  }

  @Test
  void html_is_read_without_navigation_scripts_and_footer() {
    Document page =
        document(
            "a.html",
            """
            <html><head><title>Returns</title><link rel="canonical" href="https://s.example/r">
            <script>alert(1)</script></head><body><nav>Home Cart</nav><header>Big sale</header>
            <h1>Returns</h1><p>Within <b>30</b> days.<br>Any reason.</p>
            <h2>How</h2><ol><li>Ask</li><li>Send</li></ol><footer>© us</footer></body></html>
            """);

    assertThat(page.title()).isEqualTo("Returns");
    assertThat(page.url()).isEqualTo("https://s.example/r");
    assertThat(page.sections())
        .containsExactly(
            new Section("", "Within 30 days. Any reason."), new Section("How", "- Ask\n- Send"));
  }

  @Test
  void hundred_thousand_nested_elements_do_not_overflow_the_stack() {
    assertThat(outcomes("a.html", "<div>".repeat(100_000) + "deep")).hasSize(1);
    assertThat(outcomes("a.md", "> ".repeat(20_000) + "deep")).hasSize(1);
    assertThat(outcomes("a.md", "[".repeat(50_000) + "deep")).hasSize(1);
  }

  @Test
  void text_takes_a_short_first_line_as_title() {
    Document page = document("notes.txt", "Opening hours\n\nMonday to Friday.\n\nNine to five.");

    assertThat(page.title()).isEqualTo("Opening hours");
    assertThat(page.sections())
        .containsExactly(new Section("", "Monday to Friday.\n\nNine to five."));
  }

  @Test
  void a_json_lines_catalogue_loses_only_its_bad_rows() {
    List<ReadOutcome> outcomes =
        outcomes(
            "c.jsonl",
            """
            {"id":"1","name":"Kettle","brand":"Borea","price":79.9,"currency":"EUR",
            {"id":"2","title":"Grinder","attributes":{"material":"beech","sizes":["S","M"]}}

            {"title":"No id"}
            [1]
            {"id":"3","name":"Lamp","ean":"400 638","category":"Home > Light","price":"1.299,00 €"}
            """);

    assertThat(outcomes)
        .filteredOn(Rejected.class::isInstance)
        .extracting(outcome -> ((Rejected) outcome).name())
        .containsExactly("c.jsonl:1", "c.jsonl:4", "c.jsonl:5");
    assertThat(outcomes).filteredOn(Read.class::isInstance).hasSize(2);
    Facts grinder = ((Read) outcomes.get(1)).document().facts();
    assertThat(grinder.attributes())
        .containsEntry("material", List.of("beech"))
        .containsEntry("sizes", List.of("S", "M"));
    Facts lamp = ((Read) outcomes.get(4)).document().facts();
    assertThat(lamp.identifiers()).containsExactly("3", "400 638");
    assertThat(lamp.categories()).containsExactly("Home", "Light");
    assertThat(lamp.price()).contains(new Price(new BigDecimal("1299.00"), "€"));
  }

  @Test
  void a_json_catalogue_may_be_an_array_or_hold_one() {
    String row = "{\"id\":1,\"title\":\"Kettle\"}";

    assertThat(document("c.json", "[" + row + "]").title()).isEqualTo("Kettle");
    assertThat(document("c.json", "{\"shop\":{\"a\":1},\"products\":[" + row + "]}").source())
        .isEqualTo("1");
  }

  @Test
  void a_json_catalogue_that_is_cut_off_keeps_what_came_before() {
    List<ReadOutcome> outcomes =
        outcomes("c.json", "[{\"id\":1,\"title\":\"Kettle\"},{\"id\":2,\"tit");

    assertThat(outcomes.getFirst()).isInstanceOf(Read.class);
    assertThat(((Rejected) outcomes.getLast()).reason()).startsWith("Expected JSON after product");
  }

  @Test
  void deeply_nested_json_is_refused() {
    String deep =
        "{\"id\":1,\"title\":\"t\",\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";

    assertThat(outcomes("c.jsonl", deep).getFirst()).isInstanceOf(Rejected.class);
    assertThat(outcomes("c.json", "[" + deep + "]").getFirst()).isInstanceOf(Rejected.class);
  }

  @Test
  void a_catalogue_of_comma_separated_values_takes_other_columns_as_attributes() {
    Document kettle =
        document(
            "c.csv",
            """
            \uFEFFProduct ID,Name,Description,Price,Currency,Image Link,water_capacity
            K1,"Kettle, steel","Boils <b>fast</b>",79.90,EUR,https://s.example/k.jpg,1.7 l
            """);

    assertThat(kettle.source()).isEqualTo("K1");
    assertThat(kettle.title()).isEqualTo("Kettle, steel");
    assertThat(kettle.sections()).containsExactly(new Section("", "Boils fast"));
    assertThat(kettle.facts().image()).isEqualTo("https://s.example/k.jpg");
    assertThat(kettle.facts().price()).contains(new Price(new BigDecimal("79.90"), "EUR"));
    assertThat(kettle.facts().attributes())
        .containsOnlyKeys("water capacity")
        .containsEntry("water capacity", List.of("1.7 l"));
  }

  @Test
  void semicolons_and_tabs_are_recognised_and_short_rows_reported() {
    List<ReadOutcome> outcomes = outcomes("c.csv", "id;title\n1;Kettle\n2\n3;Lamp\n");

    assertThat(outcomes).filteredOn(Read.class::isInstance).hasSize(2);
    assertThat(outcomes.get(1)).isEqualTo(new Rejected("c.csv:3", "Expected 2 cells but got 1"));
    assertThat(document("c.tsv", "id\ttitle\n1\tKettle\n").title()).isEqualTo("Kettle");
  }

  @Test
  void a_mapping_says_which_column_means_what() {
    String mapping =
        """
        {"id":"art","title":["name_en","name"],"categories":"group","attributes":["farbe"],
         "constants":{"currency":"CHF"}}
        """;
    RawFile file =
        new RawFile(
            "c.csv",
            bytes("art,name_en,group,farbe,intern,price\n7,Lamp,Light,red,x9,12\n"),
            Optional.of(bytes(mapping)));

    Document lamp = ((Read) outcomes(file).getFirst()).document();

    assertThat(lamp.source()).isEqualTo("7");
    assertThat(lamp.title()).isEqualTo("Lamp");
    assertThat(lamp.facts().categories()).containsExactly("Light");
    assertThat(lamp.facts().attributes()).containsOnlyKeys("farbe");
    assertThat(lamp.facts().price()).contains(new Price(new BigDecimal("12"), "CHF"));
  }

  @Test
  void a_wrong_mapping_refuses_its_catalogue_with_the_reason() {
    for (String mapping : List.of("{", "[]", "{\"colour\":\"farbe\"}")) {
      RawFile file = new RawFile("c.csv", bytes("id,title\n1,Lamp\n"), Optional.of(bytes(mapping)));

      assertThat(outcomes(file)).hasSize(1);
      assertThat(((Rejected) outcomes(file).getFirst()).reason())
          .startsWith("Expected its mapping");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.md", "a.txt", "a.html", "a.csv", "a.json", "a.jsonl"})
  void empty_and_binary_files_are_refused_by_name(String name) {
    byte[] binary = {'%', 'P', 'D', 'F', 0, 1, (byte) 0xFF, (byte) 0xFE, 0};

    assertThat(outcomes(RawFile.of(name, new byte[0])))
        .singleElement()
        .satisfies(outcome -> assertThat(((Rejected) outcome).name()).isEqualTo(name));
    assertThat(outcomes(RawFile.of(name, binary)))
        .singleElement()
        .satisfies(outcome -> assertThat(((Rejected) outcome).name()).isEqualTo(name));
  }

  @Test
  void other_kinds_and_other_encodings_are_refused_with_the_reason() {
    assertThat(((Rejected) outcomes("a.exe", "x").getFirst()).reason())
        .isEqualTo(
            "Expected a file of the kinds md, markdown, txt, text, html, htm, pdf, docx, csv, tsv,"
                + " json, jsonl, ndjson, xml but got 'exe'");
    byte[] latin = "caf\u00e9 ouvert".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(((Rejected) outcomes(RawFile.of("a.txt", latin)).getFirst()).reason())
        .isEqualTo("Expected UTF-8 text but byte 3 is none");
  }

  @Test
  void utf_16_with_a_mark_is_read() {
    RawFile file = RawFile.of("a.txt", "caf\u00e9".getBytes(StandardCharsets.UTF_16));

    assertThat(((Read) outcomes(file).getFirst()).document().sections())
        .containsExactly(new Section("", "caf\u00e9"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "49.9|49.9|",
        "1.299,00 €|1299.00|€",
        "1,299.00|1299.00|",
        "USD 12|12|USD",
        "1'250.50 CHF|1250.50|CHF",
        "3,5|3.5|",
        "1.234.567|1234567|",
        "12.-|12|-"
      })
  void prices_are_read_as_catalogues_write_them(String written, String amount, String currency) {
    assertThat(Prices.parse(written, ""))
        .contains(new Price(new BigDecimal(amount), currency == null ? "" : currency));
  }

  @ParameterizedTest
  @CsvSource({"79.9, 79.90 EUR", "80, 80 EUR", "1.005, 1.005 EUR", "0.50, 0.50 EUR"})
  void prices_are_shown_with_two_decimal_places_or_none(String amount, String shown) {
    assertThat(new Price(new BigDecimal(amount), "EUR").display()).isEqualTo(shown);
  }

  @Test
  void a_price_without_a_number_is_none() {
    assertThat(Prices.parse("on request", "EUR")).isEmpty();
  }

  private Document document(String name, String content) {
    List<ReadOutcome> outcomes = outcomes(name, content);
    assertThat(outcomes).singleElement().isInstanceOf(Read.class);
    return ((Read) outcomes.getFirst()).document();
  }

  private List<ReadOutcome> outcomes(String name, String content) {
    return outcomes(RawFile.of(name, bytes(content)));
  }

  private List<ReadOutcome> outcomes(RawFile file) {
    List<ReadOutcome> outcomes = new ArrayList<>();
    readers.read(file, outcomes::add);
    return outcomes;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
