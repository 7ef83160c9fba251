package dev.sluice.answer;

import dev.sluice.session.Passage;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Words an extractive answer: sentences of pages as quotes, products with the attributes that the
 * question is about. Says that they may help, never that they answer: on catalogues about half of
 * such quotes do, and no score can tell which.
 */
final class ExtractiveText {
  /** Of the kind that the best passage is. */
  private static final int MAX_OF_BEST_KIND = 4;

  private static final int MAX_OF_OTHER_KIND = 2;
  private static final int MAX_ATTRIBUTES = 4;

  /** An absolute address, or one within the shop. */
  private static final Pattern LINK = Pattern.compile("(?:https?://|/(?!/))[^\\s()<>]+");

  private final AnswerRequest request;
  private final Locale locale;
  private final Set<String> question;

  private ExtractiveText(AnswerRequest request) {
    this.request = request;
    this.locale = Locale.forLanguageTag(request.locale().orElse("en"));
    this.question = Words.of(request.question());
  }

  /** The whole answer in Markdown; the same for the same request. */
  static String of(AnswerRequest request) {
    ExtractiveWording wording = ExtractiveWording.of(request.locale());
    if (!Grounding.isLikely(request)) {
      return wording.nothing();
    }
    List<String> parts = new ExtractiveText(request).parts();
    return parts.isEmpty()
        ? wording.nothing()
        : wording.mayHelp() + "\n\n" + String.join("\n\n", parts);
  }

  /** Products first if the best passage is one, pages first otherwise. */
  private List<String> parts() {
    List<Passage> passages = request.passages();
    List<String> parts = new ArrayList<>();
    boolean productsFirst = !passages.isEmpty() && PassageFacts.isProduct(passages.getFirst());
    String products = products(productsFirst ? MAX_OF_BEST_KIND : MAX_OF_OTHER_KIND);
    if (productsFirst) {
      parts.add(products);
    }
    parts.addAll(pages(productsFirst ? MAX_OF_OTHER_KIND : MAX_OF_BEST_KIND));
    if (!productsFirst && !products.isEmpty()) {
      parts.add(products);
    }
    return parts;
  }

  private List<String> pages(int limit) {
    List<Quote> sentences = new ArrayList<>();
    for (int n = 1; n <= request.passages().size(); n++) {
      Passage passage = request.passages().get(n - 1);
      if (!PassageFacts.isProduct(passage)) {
        sentences.addAll(Quotes.sentences(n, passage, locale));
      }
    }
    return new QuoteRanking(question, sentences)
        .best(limit).stream()
            .map(
                q -> "> " + q.text() + "\n>\n> — " + source(q.passage()) + " [" + q.passage() + "]")
            .toList();
  }

  private String products(int limit) {
    List<String> lines = new ArrayList<>();
    for (int n = 1; n <= request.passages().size() && lines.size() < limit; n++) {
      Passage passage = request.passages().get(n - 1);
      if (PassageFacts.isProduct(passage)) {
        lines.add("- " + product(n, passage));
      }
    }
    return String.join("\n", lines);
  }

  /** The price, what the question is about, or else the sentence that is nearest to it. */
  private String product(int n, Passage passage) {
    List<Quote> attributes = Quotes.attributes(n, passage);
    QuoteRanking ranking = new QuoteRanking(without(passage.title()), attributes);
    List<String> shown = new ArrayList<>();
    attributes.stream()
        .filter(fact -> fact.text().startsWith("price: "))
        .forEach(fact -> shown.add(fact.text()));
    attributes.stream()
        .filter(fact -> ranking.matches(fact) && !fact.text().startsWith("price: "))
        .limit(MAX_ATTRIBUTES)
        .forEach(fact -> shown.add(fact.text()));
    QuoteRanking sentences = new QuoteRanking(question, Quotes.description(n, passage, locale));
    if (attributes.stream().noneMatch(ranking::matches)) {
      sentences.best(1).stream()
          .filter(sentences::matches)
          .forEach(sentence -> shown.add("“" + sentence.text() + "”"));
    }
    String facts = shown.isEmpty() ? "" : ": " + String.join("; ", shown);
    return "**" + source(n) + "**" + facts + " [" + n + "]";
  }

  /** The question's words that the title does not answer already. */
  private Set<String> without(String title) {
    Set<String> words = new LinkedHashSet<>(question);
    words.removeAll(Words.of(title));
    return words;
  }

  /** The title, linked where it can be. */
  private String source(int n) {
    Passage passage = request.passages().get(n - 1);
    String title = passage.title().isEmpty() ? passage.source() : passage.title();
    String plain = title.replaceAll("[\\[\\]\\s]+", " ").strip();
    boolean linked = LINK.matcher(passage.url()).matches();
    return linked ? "[" + plain + "](" + passage.url() + ")" : plain;
  }
}
