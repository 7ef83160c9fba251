package dev.sluice.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.ar.ArabicNormalizationFilter;
import org.apache.lucene.analysis.ar.ArabicStemFilter;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.core.DecimalDigitFilter;
import org.apache.lucene.analysis.core.FlattenGraphFilter;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.de.GermanLightStemFilter;
import org.apache.lucene.analysis.de.GermanNormalizationFilter;
import org.apache.lucene.analysis.el.GreekStemFilter;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.es.SpanishLightStemFilter;
import org.apache.lucene.analysis.fa.PersianNormalizationFilter;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.hi.HindiNormalizationFilter;
import org.apache.lucene.analysis.hi.HindiStemFilter;
import org.apache.lucene.analysis.in.IndicNormalizationFilter;
import org.apache.lucene.analysis.it.ItalianLightStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter;
import org.apache.lucene.analysis.pt.PortugueseLightStemFilter;
import org.apache.lucene.analysis.ro.RomanianNormalizationFilter;
import org.apache.lucene.analysis.ru.RussianLightStemFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.tartarus.snowball.ext.DutchStemmer;
import org.tartarus.snowball.ext.RomanianStemmer;

/**
 * Text to terms. Words are parted at white space and punctuation; in the index, what hyphens and
 * the like join is also one term, so that {@code wifi} finds {@code Wi-Fi} and {@code tn2110} finds
 * {@code TN-2110}. Words are reduced to stems by the rules of their language. Thread-safe.
 */
public final class Analysis {
  private static final int PARTS =
      WordDelimiterGraphFilter.GENERATE_WORD_PARTS
          | WordDelimiterGraphFilter.GENERATE_NUMBER_PARTS
          | WordDelimiterGraphFilter.STEM_ENGLISH_POSSESSIVE;
  private static final int MAX_TERM_CHARS = 100;

  private static final Map<Language, Analyzer> INDEX = new EnumMap<>(Language.class);
  private static final Map<Language, Analyzer> QUERY = new EnumMap<>(Language.class);

  static {
    for (Language language : Language.values()) {
      boolean anyScript = language == Language.CJK || language == Language.OTHER;
      int whole = PARTS | WordDelimiterGraphFilter.CATENATE_ALL;
      INDEX.put(language, anyScript ? new AnyScript(true) : new Words(language, whole, true));
      QUERY.put(language, anyScript ? new AnyScript(false) : new Words(language, PARTS, false));
    }
  }

  private Analysis() {}

  /** What the index takes texts of the language apart with. */
  static Analyzer index(Language language) {
    return analyzer(INDEX, language);
  }

  /** The terms of an English question in order, each as the index would hold it. */
  public static List<String> terms(String text) {
    return terms(text, Language.ENGLISH);
  }

  /** The terms of a question in order, each as the index would hold it in texts of the language. */
  public static List<String> terms(String text, Language language) {
    List<String> terms = new ArrayList<>();
    try (TokenStream tokens = analyzer(QUERY, language).tokenStream("", text)) {
      CharTermAttribute term = tokens.addAttribute(CharTermAttribute.class);
      tokens.reset();
      while (tokens.incrementToken()) {
        terms.add(term.toString());
      }
      tokens.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // the text is in memory
    }
    return terms;
  }

  private static Analyzer analyzer(Map<Language, Analyzer> analyzers, Language language) {
    Analyzer analyzer = analyzers.get(language);
    if (analyzer == null) {
      throw new IllegalStateException("Every language has an analyzer, but not " + language);
    }
    return analyzer;
  }

  /** Folding comes before English stems and after the others', whose rules know the accents. */
  private static TokenStream stems(Language language, TokenStream words) {
    TokenStream stems =
        switch (language) {
          case ENGLISH, CJK, OTHER -> words;
          case GERMAN -> new GermanLightStemFilter(new GermanNormalizationFilter(words));
          case FRENCH -> new FrenchLightStemFilter(words);
          case SPANISH -> new SpanishLightStemFilter(words);
          case ITALIAN -> new ItalianLightStemFilter(words);
          case PORTUGUESE -> new PortugueseLightStemFilter(words);
          case DUTCH -> new SnowballFilter(words, new DutchStemmer());
          case RUSSIAN -> new RussianLightStemFilter(words);
          case ROMANIAN ->
              new SnowballFilter(new RomanianNormalizationFilter(words), new RomanianStemmer());
        };
    TokenStream folded = new ASCIIFoldingFilter(stems);
    return language == Language.ENGLISH ? new PorterStemFilter(folded) : folded;
  }

  private static final class Words extends Analyzer {
    private final Language language;
    private final int flags;
    private final boolean flatten;

    Words(Language language, int flags, boolean flatten) {
      this.language = language;
      this.flags = flags;
      this.flatten = flatten;
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
      Tokenizer words = new WhitespaceTokenizer(MAX_TERM_CHARS);
      TokenStream parts = new WordDelimiterGraphFilter(words, flags, null);
      TokenStream flat = flatten ? new FlattenGraphFilter(parts) : parts;
      return new TokenStreamComponents(words, stems(language, new LowerCaseFilter(flat)));
    }
  }

  /**
   * Unicode's word boundaries (UAX 29), and where there are none, pairs of letters. The rules for
   * stems of Arabic, Greek and Hindi words touch no other script. In the index each Chinese,
   * Japanese or Korean letter is a term by itself too, for questions of one letter.
   */
  private static final class AnyScript extends Analyzer {
    private static final int CJK =
        CJKBigramFilter.HAN
            | CJKBigramFilter.HIRAGANA
            | CJKBigramFilter.KATAKANA
            | CJKBigramFilter.HANGUL;

    private final boolean letters;

    AnyScript(boolean letters) {
      this.letters = letters;
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
      Tokenizer words = new StandardTokenizer();
      TokenStream folded = new DecimalDigitFilter(new ScriptFolding(new UnspacedPairs(words)));
      TokenStream arabic =
          new ArabicStemFilter(
              new PersianNormalizationFilter(new ArabicNormalizationFilter(folded)));
      TokenStream hindi =
          new HindiStemFilter(new HindiNormalizationFilter(new IndicNormalizationFilter(arabic)));
      TokenStream pairs = new CJKBigramFilter(new GreekStemFilter(hindi), CJK, letters);
      return new TokenStreamComponents(words, new ASCIIFoldingFilter(pairs));
    }
  }
}
