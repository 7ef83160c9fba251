package dev.sluice.index;

import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.de.GermanAnalyzer;
import org.apache.lucene.analysis.en.EnglishAnalyzer;
import org.apache.lucene.analysis.es.SpanishAnalyzer;
import org.apache.lucene.analysis.fr.FrenchAnalyzer;
import org.apache.lucene.analysis.it.ItalianAnalyzer;
import org.apache.lucene.analysis.nl.DutchAnalyzer;
import org.apache.lucene.analysis.pt.PortugueseAnalyzer;
import org.apache.lucene.analysis.ro.RomanianAnalyzer;
import org.apache.lucene.analysis.ru.RussianAnalyzer;

/**
 * A language whose words are reduced to stems by its own rules. Texts are told apart by their
 * commonest words, and by their script.
 */
public enum Language {
  /** Also what is taken where nothing can be told. */
  ENGLISH("en", EnglishAnalyzer.getDefaultStopSet()),
  /** German. */
  GERMAN("de", GermanAnalyzer.getDefaultStopSet()),
  /** French. */
  FRENCH("fr", FrenchAnalyzer.getDefaultStopSet()),
  /** Spanish. */
  SPANISH("es", SpanishAnalyzer.getDefaultStopSet()),
  /** Italian. */
  ITALIAN("it", ItalianAnalyzer.getDefaultStopSet()),
  /** Portuguese. */
  PORTUGUESE("pt", PortugueseAnalyzer.getDefaultStopSet()),
  /** Dutch. */
  DUTCH("nl", DutchAnalyzer.getDefaultStopSet()),
  /** Russian. */
  RUSSIAN("ru", RussianAnalyzer.getDefaultStopSet()),
  /** Romanian. */
  ROMANIAN("ro", RomanianAnalyzer.getDefaultStopSet()),
  /** Chinese, Japanese and Korean: pairs of characters, as nothing parts their words. */
  CJK("cjk", CharArraySet.EMPTY_SET),
  /** Any other: words by the rules of Unicode, or pairs of letters where it has none. */
  OTHER("und", CharArraySet.EMPTY_SET);

  /** Lucene's English list is short beside the others'; these make them even. */
  private static final Set<String> MORE_ENGLISH =
      Set.of(
          ("i you he she we my your our do does did have has had can could would should from what"
                  + " which who how when where why all any been before after about than only more"
                  + " most other them its were very also may you're each both while during")
              .split(" "));

  /** Two-letter codes of ISO 639: what else looks like a tag may be a word of a catalogue. */
  private static final Set<String> CODES = Set.of(Locale.getISOLanguages());

  private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{M}]+");

  /** Of a document: its beginning tells, and costs little. */
  private static final int MAX_CHARS = 2_000;

  /** Fewer common words may be names or loans. */
  private static final int MIN_WORDS = 3;

  private static final double MARGIN = 1.25;

  /** Sentences have three times as many common words; lists of properties have a few by chance. */
  private static final double MIN_SHARE = 0.12;

  /** Single letters are common words in some languages, and units or sizes in all. */
  private static final int MIN_LETTERS = 2;

  private final String tag;
  private final CharArraySet common;

  Language(String tag, CharArraySet common) {
    this.tag = tag;
    this.common = common;
  }

  /** Its BCP 47 tag, or {@code cjk}; {@code und} for any other. */
  public String tag() {
    return tag;
  }

  /** Whether the word, in lower case, is so common that it says nothing. */
  public boolean isCommon(String word) {
    return common.contains(word) || (this == ENGLISH && MORE_ENGLISH.contains(word));
  }

  /**
   * The language with this tag; regions and scripts in the tag do not count. Empty for what is no
   * two-letter code.
   */
  public static Optional<Language> ofTag(String tag) {
    String language = Locale.forLanguageTag(tag.strip().replace('_', '-')).getLanguage();
    if (Set.of("zh", "ja", "ko").contains(language)) {
      return Optional.of(CJK);
    }
    return List.of(values()).stream()
        .filter(known -> known.tag.equals(language))
        .findFirst()
        .or(() -> Optional.of(OTHER).filter(other -> CODES.contains(language)));
  }

  /** The language of a document's text, or empty when too little of it can be told. */
  public static Optional<Language> of(String text) {
    return detect(text, EnumSet.allOf(Language.class), new Demand(MIN_WORDS, MARGIN, MIN_SHARE));
  }

  /** The language of a question among these, or empty when its words do not tell. */
  public static Optional<Language> ofQuestion(String question, Collection<Language> among) {
    return detect(question, new LinkedHashSet<>(among), new Demand(1, 1, 0));
  }

  /**
   * What it takes to tell a language.
   *
   * @param words so many common ones at least
   * @param margin how many times as many as of any other language
   * @param share of all words
   */
  private record Demand(int words, double margin, double share) {}

  private static Optional<Language> detect(String text, Set<Language> among, Demand demand) {
    String start = text.substring(0, Math.min(MAX_CHARS, text.length())).toLowerCase(Locale.ROOT);
    Optional<Language> script = ofScript(start).filter(among::contains);
    if (script.isPresent()) {
      return script;
    }
    Map<Language, Integer> counts = new EnumMap<>(Language.class);
    int words = 0;
    for (String word : BETWEEN_WORDS.split(start)) {
      boolean isWord = word.length() >= MIN_LETTERS;
      words += isWord ? 1 : 0;
      for (Language language : among) {
        if (isWord && language.isCommon(word)) {
          counts.merge(language, 1, Integer::sum);
        }
      }
    }
    int most = 0;
    int second = 0;
    Optional<Language> best = Optional.empty();
    for (Map.Entry<Language, Integer> count : counts.entrySet()) {
      if (count.getValue() > most) {
        second = most;
        most = count.getValue();
        best = Optional.of(count.getKey());
      } else {
        second = Math.max(second, count.getValue());
      }
    }
    boolean told =
        most >= demand.words()
            && most > second
            && most >= demand.margin() * second
            && most >= demand.share() * words;
    return told ? best : Optional.empty();
  }

  /** Scripts that are those of one of the languages only. */
  private static Optional<Language> ofScript(String text) {
    int letters = 0;
    int cyrillic = 0;
    int cjk = 0;
    int other = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetter(c)) {
        letters++;
        switch (Character.UnicodeScript.of(c)) {
          case CYRILLIC -> cyrillic++;
          case HAN, HIRAGANA, KATAKANA, HANGUL -> cjk++;
          case LATIN, COMMON, INHERITED -> {
            // told by words
          }
          default -> other++;
        }
      }
    }
    if (letters > 0 && cjk * 3 > letters) {
      return Optional.of(CJK);
    }
    if (letters > 0 && other * 2 > letters) {
      return Optional.of(OTHER);
    }
    return letters > 0 && cyrillic * 2 > letters ? Optional.of(RUSSIAN) : Optional.empty();
  }
}
