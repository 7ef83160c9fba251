package dev.sluice.embedding;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * BERT's uncased tokenizer: control characters dropped, lower case, accents stripped, words parted
 * at white space, punctuation and ideographs, each cut greedily into the longest known pieces.
 * Gives the ids of Hugging Face's {@code BertTokenizer}. Immutable, thread-safe.
 */
final class WordPieceTokenizer {
  private static final int MAX_WORD_CHARS = 100; // longer words are unknown, as in the original

  private final Vocabulary vocabulary;
  private final int unknown;
  private final int start;
  private final int end;

  WordPieceTokenizer(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    unknown = vocabulary.required("[UNK]");
    start = vocabulary.required("[CLS]");
    end = vocabulary.required("[SEP]");
  }

  /**
   * The ids of the text between start and end mark, at most {@code maxIds} with both; what lies
   * beyond is left out.
   */
  long[] ids(String text, int maxIds) {
    Ids ids = new Ids(maxIds - 1);
    ids.add(start);
    String clean = normalized(text);
    int wordStart = -1;
    for (int i = 0; i < clean.length() && !ids.full(); ) {
      int c = clean.codePointAt(i);
      int next = i + Character.charCount(c);
      boolean alone = isPunctuation(c) || isIdeograph(c);
      boolean parts = alone || isSpace(c);
      if (parts && wordStart >= 0) {
        addWord(clean.substring(wordStart, i), ids);
      }
      if (alone) {
        addWord(clean.substring(i, next), ids);
      }
      wordStart = parts ? -1 : wordStart < 0 ? i : wordStart;
      i = next;
    }
    if (wordStart >= 0) {
      addWord(clean.substring(wordStart), ids);
    }
    return ids.endedBy(end);
  }

  private void addWord(String word, Ids ids) {
    int before = ids.size;
    if (word.codePointCount(0, word.length()) > MAX_WORD_CHARS) {
      ids.add(unknown);
      return;
    }
    for (int from = 0; from < word.length(); ) {
      int to = word.length();
      int id = piece(word, from, to);
      while (id < 0 && to > from + 1) {
        to = word.offsetByCodePoints(to, -1);
        id = to > from ? piece(word, from, to) : -1;
      }
      if (id < 0) {
        ids.size = before;
        ids.add(unknown);
        return;
      }
      ids.add(id);
      from = to;
    }
  }

  private int piece(String word, int from, int to) {
    String part = word.substring(from, to);
    return vocabulary.id(from == 0 ? part : "##" + part);
  }

  private static String normalized(String text) {
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> c != 0 && c != 0xFFFD && (!isControl(c) || isSpace(c)))
        .forEach(clean::appendCodePoint);
    String decomposed = Normalizer.normalize(clean, Normalizer.Form.NFD);
    StringBuilder lower = new StringBuilder(decomposed.length());
    decomposed
        .codePoints()
        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
        .forEach(c -> lower.append(Character.toString(c).toLowerCase(Locale.ROOT)));
    return lower.toString();
  }

  private static boolean isSpace(int c) {
    return c == '\t' || c == '\n' || c == '\r' || Character.isWhitespace(c) || isNoBreakSpace(c);
  }

  private static boolean isNoBreakSpace(int c) {
    return Character.getType(c) == Character.SPACE_SEPARATOR || c == 0x85;
  }

  private static boolean isControl(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE -> true;
      default -> false;
    };
  }

  private static boolean isPunctuation(int c) {
    boolean ascii =
        (c >= 33 && c <= 47)
            || (c >= 58 && c <= 64)
            || (c >= 91 && c <= 96)
            || (c >= 123 && c <= 126);
    return ascii
        || switch (Character.getType(c)) {
          case Character.CONNECTOR_PUNCTUATION,
              Character.DASH_PUNCTUATION,
              Character.START_PUNCTUATION,
              Character.END_PUNCTUATION,
              Character.INITIAL_QUOTE_PUNCTUATION,
              Character.FINAL_QUOTE_PUNCTUATION,
              Character.OTHER_PUNCTUATION ->
              true;
          default -> false;
        };
  }

  private static boolean isIdeograph(int c) {
    return (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0x3400 && c <= 0x4DBF)
        || (c >= 0x20000 && c <= 0x2A6DF)
        || (c >= 0x2A700 && c <= 0x2CEAF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x2F800 && c <= 0x2FA1F);
  }

  /** Gathers ids up to a limit. Owned by one call. */
  private static final class Ids {
    private final long[] values;
    private int size; // ids so far, never above the limit

    Ids(int limit) {
      values = new long[limit + 1];
    }

    void add(int id) {
      if (!full()) {
        values[size++] = id;
      }
    }

    boolean full() {
      return size == values.length - 1;
    }

    long[] endedBy(int id) {
      values[size] = id;
      return Arrays.copyOf(values, size + 1);
    }
  }
}
