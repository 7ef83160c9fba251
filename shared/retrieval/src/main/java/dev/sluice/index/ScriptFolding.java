package dev.sluice.index;

import java.io.IOException;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * Makes alike what readers take for the same in any script: compatibility forms (NFKC, Unicode
 * Standard Annex 15), upper and lower case, and the accents and points of Latin, Greek, Cyrillic,
 * Hebrew and Arabic letters. Vowel signs of other scripts stay, as they tell words apart.
 */
final class ScriptFolding extends TokenFilter {
  /** Combining accents; Hebrew points; Arabic points, their small letters, and the stretcher. */
  private static final Pattern MARKS =
      Pattern.compile(
          "[\\u0300-\\u036F\\u0591-\\u05C7\\u0610-\\u061A\\u0640\\u064B-\\u065F\\u0670"
              + "\\u06D6-\\u06ED]+");

  private static final char FINAL_SIGMA = '\u03C2';
  private static final char SIGMA = '\u03C3';
  private static final int LAST_ASCII = 0x7F;

  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

  ScriptFolding(TokenStream input) {
    super(input);
  }

  @Override
  public boolean incrementToken() throws IOException {
    if (!input.incrementToken()) {
      return false;
    }
    if (!isAscii()) {
      String folded = fold(term.toString());
      if (!folded.isEmpty()) {
        term.setEmpty().append(folded);
      }
    }
    return true;
  }

  private boolean isAscii() {
    char[] chars = term.buffer();
    for (int i = 0; i < term.length(); i++) {
      if (chars[i] > LAST_ASCII) {
        return false;
      }
    }
    return true;
  }

  static String fold(String text) {
    String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    String apart = Normalizer.normalize(plain, Normalizer.Form.NFD).replace(FINAL_SIGMA, SIGMA);
    return Normalizer.normalize(MARKS.matcher(apart).replaceAll(""), Normalizer.Form.NFC);
  }
}
