package dev.sluice.answer;

import dev.sluice.session.Passage;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Takes passages apart into what can be quoted of them. */
final class Quotes {
  /** A longer sentence is cut at a word; a quote is to be read at a glance. */
  private static final int MAX_TOKENS = 80;

  private static final Pattern HEADING = Pattern.compile("\\s*(?:#{1,6}\\s.*|[-=*_]{3,}\\s*)");
  private static final Pattern ITEM = Pattern.compile("\\s*(?:[>*+-]|\\d{1,2}[.)])\\s+");
  private static final Pattern ATTRIBUTE = Pattern.compile("[^:.!?]{1,40}: \\S.*");

  private Quotes() {}

  /** Whether the passage is of a catalogue: it has the attributes that products have. */
  static boolean isProduct(Passage passage) {
    return passage.metadata().containsKey("price") || passage.metadata().containsKey("brand");
  }

  /** The sentences of a passage, in their order; headings and rules are left out. */
  static List<Quote> sentences(int number, Passage passage, Locale locale) {
    List<Quote> quotes = new ArrayList<>();
    BreakIterator breaks = BreakIterator.getSentenceInstance(locale);
    for (String paragraph : paragraphs(passage.content())) {
      breaks.setText(paragraph);
      int start = breaks.first();
      for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
        Quote quote = quote(number, paragraph.substring(start, end));
        if (!quote.words().isEmpty()) {
          quotes.add(quote);
        }
        start = end;
      }
    }
    return quotes;
  }

  /** The attributes of a product as {@code name: value}: its metadata, then those in its text. */
  static List<Quote> attributes(int number, Passage passage) {
    Set<String> attributes = new LinkedHashSet<>();
    passage.metadata().forEach((name, value) -> attributes.add(name + ": " + value));
    passage
        .content()
        .lines()
        .map(line -> ITEM.matcher(line).replaceFirst("").strip())
        .filter(line -> ATTRIBUTE.matcher(line).matches())
        .forEach(attributes::add);
    return attributes.stream().map(text -> quote(number, text)).toList();
  }

  private static Quote quote(int number, String text) {
    String oneLine = text.strip().replaceAll("\\s+", " ");
    return Quote.of(number, TokenEstimate.cut(oneLine, MAX_TOKENS));
  }

  /** Lines that belong together, one string each, without Markdown's marks of lists and quotes. */
  private static List<String> paragraphs(String content) {
    List<String> paragraphs = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (String line : content.lines().toList()) {
      boolean item = ITEM.matcher(line).lookingAt();
      boolean heading = HEADING.matcher(line).matches();
      if (item || heading || line.isBlank()) {
        paragraphs.add(open.toString());
        open.setLength(0);
      }
      if (!heading) {
        open.append(ITEM.matcher(line).replaceFirst("").strip()).append(' ');
      }
    }
    paragraphs.add(open.toString());
    return paragraphs;
  }
}
