package dev.sluice.answer;

import dev.sluice.session.Passage;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Takes passages apart into what can be quoted of them. */
final class Quotes {
  /** A longer sentence is cut at a word; a quote is to be read at a glance. */
  private static final int MAX_TOKENS = 80;

  private static final Pattern HEADING = Pattern.compile("\\s*(?:#{1,6}\\s.*|[-=*_]{3,}\\s*)");
  private static final Pattern ITEM = Pattern.compile("^\\s*(?:[>*+-]|\\d{1,2}[.)])\\s+");

  /** A row of a table as the readers write it, or an attribute: it stands alone. */
  private static final Pattern ROW = Pattern.compile("\\s*[^:.!?]{1,40}: \\S");

  private Quotes() {}

  /** The sentences of a passage, in their order; headings and rules are left out. */
  static List<Quote> sentences(int number, Passage passage, Locale locale) {
    String section = passage.metadata().getOrDefault("section", "");
    Set<String> heading = Words.of(passage.title() + " " + section);
    Set<String> own = Words.of(section.isEmpty() ? passage.title() : section);
    List<Quote> quotes = new ArrayList<>();
    BreakIterator breaks = BreakIterator.getSentenceInstance(locale);
    for (String paragraph : paragraphs(passage.content())) {
      breaks.setText(paragraph);
      int start = breaks.first();
      for (int end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
        Quote quote = quote(number, paragraph.substring(start, end), heading);
        if (!quote.words().isEmpty()) {
          boolean leads = quotes.isEmpty() && !ROW.matcher(quote.text()).lookingAt();
          quotes.add(leads ? quote.leading(own) : quote);
        }
        start = end;
      }
    }
    return quotes;
  }

  /** The attributes of a product as {@code name: value}. */
  static List<Quote> attributes(int number, Passage passage) {
    return PassageFacts.withText(passage).entrySet().stream()
        .map(fact -> quote(number, fact.getKey() + ": " + fact.getValue(), Set.of()))
        .toList();
  }

  /** The sentences of a product's description. */
  static List<Quote> description(int number, Passage passage, Locale locale) {
    return sentences(number, passage, locale).stream()
        .filter(quote -> !PassageFacts.isAttribute(quote.text()))
        .toList();
  }

  private static Quote quote(int number, String text, Set<String> heading) {
    String oneLine = text.strip().replaceAll("\\s+", " ");
    return Quote.of(number, TokenEstimate.cut(oneLine, MAX_TOKENS), heading);
  }

  /** Lines that belong together, one string each, without Markdown's marks of lists and quotes. */
  private static List<String> paragraphs(String content) {
    List<String> paragraphs = new ArrayList<>();
    StringBuilder open = new StringBuilder();
    for (String line : content.lines().toList()) {
      boolean item = ITEM.matcher(line).lookingAt() || ROW.matcher(line).lookingAt();
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
