package dev.sluice.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.core.FlattenGraphFilter;
import org.apache.lucene.analysis.core.LowerCaseFilter;
import org.apache.lucene.analysis.core.WhitespaceTokenizer;
import org.apache.lucene.analysis.en.PorterStemFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.miscellaneous.WordDelimiterGraphFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Text to terms. Words are parted at white space and punctuation; in the index, what hyphens and
 * the like join is also one term, so that {@code wifi} finds {@code Wi-Fi} and {@code tn2110} finds
 * {@code TN-2110}. Thread-safe.
 */
public final class Analysis {
  private static final int PARTS =
      WordDelimiterGraphFilter.GENERATE_WORD_PARTS
          | WordDelimiterGraphFilter.GENERATE_NUMBER_PARTS
          | WordDelimiterGraphFilter.STEM_ENGLISH_POSSESSIVE;
  private static final int MAX_TERM_CHARS = 100;

  /** For the index. */
  public static final Analyzer INDEX =
      new Words(PARTS | WordDelimiterGraphFilter.CATENATE_ALL, true);

  private static final Analyzer QUERY = new Words(PARTS, false);

  private Analysis() {}

  /** The terms of a question in order, each as the index would hold it. */
  public static List<String> terms(String text) {
    List<String> terms = new ArrayList<>();
    try (TokenStream tokens = QUERY.tokenStream("", text)) {
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

  private static final class Words extends Analyzer {
    private final int flags;
    private final boolean flatten;

    Words(int flags, boolean flatten) {
      this.flags = flags;
      this.flatten = flatten;
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
      Tokenizer words = new WhitespaceTokenizer(MAX_TERM_CHARS);
      TokenStream parts = new WordDelimiterGraphFilter(words, flags, null);
      TokenStream flat = flatten ? new FlattenGraphFilter(parts) : parts;
      TokenStream folded = new ASCIIFoldingFilter(new LowerCaseFilter(flat));
      return new TokenStreamComponents(words, new PorterStemFilter(folded));
    }
  }
}
