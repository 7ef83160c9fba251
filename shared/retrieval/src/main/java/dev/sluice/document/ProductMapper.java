package dev.sluice.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;

/** Makes an article of a catalogue's row, or says what the row lacks. Pure; thread-safe. */
final class ProductMapper {
  /** Longer values are text about the article, not a property of it. */
  private static final int MAX_ATTRIBUTE_CHARS = 300;

  private static final Pattern CATEGORY_SEPARATOR = Pattern.compile("\\s*[>›|]\\s*");
  private static final Pattern TAG = Pattern.compile("<[a-zA-Z/][^>]*>");

  private final CatalogueMapping mapping;

  ProductMapper(CatalogueMapping mapping) {
    this.mapping = mapping;
  }

  ReadOutcome map(CatalogueRow row) {
    Fields fields = new Fields(row, mapping);
    String id = fields.take("id");
    String title = plain(fields.take("title"));
    if (id.isEmpty() || title.isEmpty()) {
      String lacking = id.isEmpty() ? "an id" : "a title";
      return new ReadOutcome.Rejected(
          row.name(),
          "Expected %s but got the fields %s".formatted(lacking, row.fields().keySet()));
    }
    String url = fields.take("url");
    String description = fields.take("description");
    Facts facts = facts(id, fields);
    List<Section> sections = new ArrayList<>();
    if (!description.isEmpty()) {
      sections.addAll(prose("", description));
    }
    fields
        .longTexts(MAX_ATTRIBUTE_CHARS)
        .forEach((name, text) -> sections.addAll(prose(name, text)));
    return new ReadOutcome.Read(
        new Document(id, DocumentKind.PRODUCT, title, url, facts, sections));
  }

  private Facts facts(String id, Fields fields) {
    Set<String> identifiers = new LinkedHashSet<>(List.of(id));
    identifiers.addAll(fields.takeAll("identifiers"));
    List<String> categories = new ArrayList<>();
    for (String category : fields.takeAll("category")) {
      categories.addAll(List.of(CATEGORY_SEPARATOR.split(category.strip())));
    }
    categories.removeIf(String::isBlank);
    String brand = fields.take("brand");
    Optional<Price> price = Prices.parse(fields.take("price"), fields.take("currency"));
    String image = fields.take("image");
    return new Facts(
        brand,
        categories.stream().distinct().toList(),
        List.copyOf(identifiers),
        price,
        image,
        fields.attributes(MAX_ATTRIBUTE_CHARS));
  }

  private static List<Section> prose(String heading, String text) {
    if (TAG.matcher(text).find()) {
      return SectionWalker.sections(Jsoup.parseBodyFragment(text).body(), heading).stream()
          .map(
              section ->
                  section.heading().isEmpty() ? new Section(heading, section.text()) : section)
          .toList();
    }
    return List.of(new Section(heading, text.strip()));
  }

  private static String plain(String text) {
    return TAG.matcher(text).find() ? Jsoup.parseBodyFragment(text).text() : Texts.line(text);
  }

  /** The row's fields; a field that was taken is no attribute. Owned by one thread. */
  private static final class Fields {
    private final CatalogueMapping mapping;
    private final Map<String, List<String>> values = new LinkedHashMap<>(); // by the field's path
    private final Set<String> taken = new LinkedHashSet<>(); // paths that were given a meaning

    Fields(CatalogueRow row, CatalogueMapping mapping) {
      this.mapping = mapping;
      values.putAll(row.fields());
      values.keySet().stream()
          .filter(path -> mapping.names("ignore").contains(CatalogueMapping.key(path)))
          .forEach(taken::add);
    }

    String take(String field) {
      List<String> all = takeAll(field);
      return all.isEmpty() ? mapping.constant(field).orElse("") : all.getFirst().strip();
    }

    List<String> takeAll(String field) {
      List<String> all = new ArrayList<>();
      for (String name : mapping.names(field)) {
        values.forEach(
            (path, given) -> {
              if (CatalogueMapping.key(path).equals(name)) {
                taken.add(path);
                all.addAll(given);
              }
            });
      }
      return all;
    }

    Map<String, List<String>> attributes(int maxChars) {
      Map<String, List<String>> attributes = new LinkedHashMap<>();
      values.forEach(
          (path, given) -> {
            boolean isShort = given.stream().allMatch(value -> value.length() <= maxChars);
            boolean link = given.stream().anyMatch(value -> value.startsWith("http"));
            if (!taken.contains(path) && isShort && !link && wanted(path)) {
              attributes.merge(attributeName(path), given, Fields::joined);
            }
          });
      return attributes;
    }

    Map<String, String> longTexts(int minChars) {
      Map<String, String> texts = new LinkedHashMap<>();
      values.forEach(
          (path, given) -> {
            boolean isLong = given.stream().anyMatch(value -> value.length() > minChars);
            if (!taken.contains(path) && isLong && wanted(path)) {
              texts.put(attributeName(path), String.join("\n\n", given));
            }
          });
      return texts;
    }

    private boolean wanted(String path) {
      if (!mapping.listsAttributes()) {
        return true;
      }
      String key = CatalogueMapping.key(path);
      String parent = path.contains(".") ? CatalogueMapping.key(path.split("\\.", 2)[0]) : key;
      return mapping.names("attributes").contains(key)
          || mapping.names("attributes").contains(parent);
    }

    private String attributeName(String path) {
      int dot = path.indexOf('.');
      boolean inside =
          dot > 0
              && mapping.names("attributes").contains(CatalogueMapping.key(path.substring(0, dot)));
      return Texts.line((inside ? path.substring(dot + 1) : path).replace('_', ' '));
    }

    private static List<String> joined(List<String> one, List<String> other) {
      List<String> all = new ArrayList<>(one);
      all.addAll(other);
      return all;
    }
  }
}
