package dev.sluice.document;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Product feeds as XML: the items of RSS 2.0 or the entries of Atom with Google Merchant Center's
 * attributes (<a href="https://support.google.com/merchants/answer/7052112">product data
 * specification</a>). A document type declaration is refused, so that there are no entities to
 * expand or to fetch. What stands before a syntax error is kept.
 */
final class FeedReader implements DocumentReader {
  private static final Set<String> ITEMS = Set.of("item", "entry");
  private static final Set<String> ROOTS = Set.of("rss", "feed", "RDF");

  /** What they hold is about the offer or for programs, and no property of the article. */
  private static final Set<String> PASSED_OVER =
      Set.of(
          "shipping",
          "tax",
          "installment",
          "subscription_cost",
          "loyalty_program",
          "additional_image_link",
          "mobile_link",
          "item_group_id",
          "identifier_exists");

  private static final String DETAIL = "product_detail";
  private static final int MAX_NESTING = 16;
  private static final int MAX_VALUE_CHARS = 1 << 20;

  private final XMLInputFactory xml = XMLInputFactory.newDefaultFactory();

  FeedReader() {
    xml.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    xml.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    xml.setProperty(XMLInputFactory.IS_COALESCING, true);
  }

  @Override
  public void read(RawFile file, Consumer<ReadOutcome> sink) {
    ProductMapper mapper = new ProductMapper(CatalogueMapping.of(file));
    int items = 0;
    boolean begun = false;
    try {
      XMLStreamReader reader = xml.createXMLStreamReader(new ByteArrayInputStream(file.content()));
      while (reader.hasNext()) {
        int event = reader.next();
        if (event == XMLStreamConstants.DTD) {
          throw new UnreadableException("Expected no document type declaration");
        }
        if (event == XMLStreamConstants.START_ELEMENT) {
          if (!begun && !ROOTS.contains(reader.getLocalName())) {
            throw new UnreadableException(
                "Expected a product feed as RSS or Atom but got <%s>"
                    .formatted(reader.getLocalName()));
          }
          begun = true;
          if (ITEMS.contains(reader.getLocalName())) {
            items++;
            String name = file.name() + ":" + items;
            sink.accept(mapper.map(new CatalogueRow(name, item(reader))));
          }
        }
      }
    } catch (XMLStreamException e) {
      throw new UnreadableException(
          "Expected XML after item %d but: %s"
              .formatted(items, Texts.line(String.valueOf(e.getMessage()))));
    }
  }

  private static Map<String, List<String>> item(XMLStreamReader reader) throws XMLStreamException {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    while (reader.nextTag() == XMLStreamConstants.START_ELEMENT) {
      String name = reader.getLocalName();
      String href = reader.getAttributeValue(null, "href"); // how Atom writes links
      Map<String, String> inner = new LinkedHashMap<>();
      String text = element(reader, inner);
      if (name.equals(DETAIL)) {
        String detail = inner.getOrDefault("attribute_name", "");
        add(fields, "attributes." + detail, inner.getOrDefault("attribute_value", ""));
      } else if (!PASSED_OVER.contains(name)) {
        add(fields, name, text.isEmpty() && href != null ? href : text);
      }
    }
    return fields;
  }

  private static void add(Map<String, List<String>> fields, String name, String value) {
    boolean taxonomyNumber = name.equals("google_product_category") && value.matches("\\d+");
    if (!value.isBlank() && !taxonomyNumber && !name.equals("attributes.")) {
      fields.computeIfAbsent(name, key -> new ArrayList<>()).add(value.strip());
    }
  }

  /** The element's own text; the texts of elements in it go by their names. Ends at its end. */
  private static String element(XMLStreamReader reader, Map<String, String> inner)
      throws XMLStreamException {
    List<StringBuilder> open = new ArrayList<>(List.of(new StringBuilder()));
    while (true) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          if (open.size() == MAX_NESTING) {
            throw new UnreadableException("Expected at most " + MAX_NESTING + " nested elements");
          }
          open.add(new StringBuilder());
        }
        case XMLStreamConstants.END_ELEMENT -> {
          String text = open.removeLast().toString().strip();
          if (open.isEmpty()) {
            return text;
          }
          inner.put(reader.getLocalName(), text);
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> append(open, reader);
        default -> {
          // comments and instructions say nothing
        }
      }
    }
  }

  private static void append(List<StringBuilder> open, XMLStreamReader reader) {
    StringBuilder text = open.getLast();
    if (text.length() + reader.getTextLength() > MAX_VALUE_CHARS) {
      throw new UnreadableException(
          "Expected values of at most " + MAX_VALUE_CHARS + " characters");
    }
    text.append(reader.getTextCharacters(), reader.getTextStart(), reader.getTextLength());
  }
}
