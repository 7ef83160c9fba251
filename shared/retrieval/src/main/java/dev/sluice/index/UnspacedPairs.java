package dev.sluice.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;

/**
 * Cuts what Thai, Lao, Khmer and Burmese write without spaces into overlapping pairs of letters,
 * each with the signs above and below it: without a dictionary nothing tells where words end. One
 * letter alone stays as it is.
 */
final class UnspacedPairs extends TokenFilter {
  private static final String UNSPACED =
      StandardTokenizer.TOKEN_TYPES[StandardTokenizer.SOUTHEAST_ASIAN];

  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private final TypeAttribute type = addAttribute(TypeAttribute.class);
  private final OffsetAttribute offset = addAttribute(OffsetAttribute.class);

  private List<String> letters = List.of(); // of the run in hand
  private int next = 1; // letter with which the next pair ends
  private State run = captureState(); // of the run in hand
  private int begin; // where it begins in the text

  UnspacedPairs(TokenStream input) {
    super(input);
  }

  @Override
  public boolean incrementToken() throws IOException {
    if (next < letters.size()) {
      pair();
      return true;
    }
    if (!input.incrementToken()) {
      return false;
    }
    if (type.type().equals(UNSPACED)) {
      letters = letters(term.toString());
      if (letters.size() > 1) {
        next = 1;
        run = captureState();
        begin = offset.startOffset();
        pair();
      }
    }
    return true;
  }

  @Override
  public void reset() throws IOException {
    super.reset();
    letters = List.of();
  }

  private void pair() {
    restoreState(run);
    String first = letters.get(next - 1);
    String second = letters.get(next);
    term.setEmpty().append(first).append(second);
    offset.setOffset(begin, begin + first.length() + second.length());
    begin += first.length();
    next++;
  }

  private static List<String> letters(String text) {
    List<String> letters = new ArrayList<>();
    int from = 0;
    for (int at = 0; at < text.length(); ) {
      int code = text.codePointAt(at);
      int type = Character.getType(code);
      boolean sign =
          type == Character.NON_SPACING_MARK
              || type == Character.COMBINING_SPACING_MARK
              || type == Character.ENCLOSING_MARK;
      if (!sign && at > from) {
        letters.add(text.substring(from, at));
        from = at;
      }
      at += Character.charCount(code);
    }
    letters.add(text.substring(from));
    return letters;
  }
}
