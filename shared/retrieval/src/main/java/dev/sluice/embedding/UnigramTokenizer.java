package dev.sluice.embedding;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * SentencePiece's unigram tokenizer (Kudo 2018), as XLM-R and the multilingual E5 models have it:
 * the cut of a text whose pieces have the highest sum of scores. Immutable, thread-safe.
 */
final class UnigramTokenizer implements Tokenizer {
  private static final char SPACE = '\u2581';
  private static final Pattern SPACES = Pattern.compile("[\\s\\p{Cntrl}\\u2581]+");

  /** What an unknown character costs beside the rarest piece, as in SentencePiece. */
  private static final double UNKNOWN_PENALTY = 10;

  /** Much longer texts are cut off anyway; the way through them would only cost time. */
  private static final int CHARS_PER_PIECE = 12;

  private final Map<String, Piece> pieces;
  private final int maxChars; // of a piece
  private final double unknownScore;
  private final int unknown;
  private final int start;
  private final int end;

  /** A piece's id and the logarithm of its probability. */
  record Piece(int id, double score) {}

  /**
   * @param unknown the id of what is not known
   * @throws IllegalArgumentException if there is no {@code <s>} or {@code </s>}
   */
  UnigramTokenizer(Map<String, Piece> pieces, int unknown) {
    this.pieces = Map.copyOf(pieces);
    this.unknown = unknown;
    start = required("<s>");
    end = required("</s>");
    maxChars = pieces.keySet().stream().mapToInt(String::length).max().orElse(1);
    unknownScore =
        pieces.values().stream().mapToDouble(Piece::score).min().orElse(0) - UNKNOWN_PENALTY;
  }

  @Override
  public long[] ids(String text, int maxIds) {
    String plain = plain(text.substring(0, Math.min(text.length(), maxIds * CHARS_PER_PIECE)));
    int[] cuts = cuts(plain);
    long[] ids = new long[plain.length() + 2];
    int at = ids.length;
    for (int to = plain.length(); to > 0; to = cuts[to]) {
      Piece piece = pieces.get(plain.substring(cuts[to], to));
      long id = piece == null ? unknown : piece.id();
      boolean again = id == unknown && at < ids.length && ids[at] == unknown;
      if (!again) {
        ids[--at] = id; // unknown characters side by side are one
      }
    }
    ids[--at] = start;
    int count = Math.min(ids.length - at, maxIds - 1);
    long[] cut = Arrays.copyOf(Arrays.copyOfRange(ids, at, at + count), count + 1);
    cut[count] = end;
    return cut;
  }

  /** For each position, where the last piece of the best cut up to it begins. */
  private int[] cuts(String text) {
    double[] best = new double[text.length() + 1];
    Arrays.fill(best, Double.NEGATIVE_INFINITY);
    best[0] = 0;
    int[] cuts = new int[text.length() + 1];
    for (int from = 0; from < text.length(); from++) {
      if (best[from] > Double.NEGATIVE_INFINITY) {
        int next = from + Character.charCount(text.codePointAt(from));
        for (int to = next; to <= Math.min(text.length(), from + maxChars); to++) {
          Piece piece = pieces.get(text.substring(from, to));
          if (piece != null && best[from] + piece.score() > best[to]) {
            best[to] = best[from] + piece.score();
            cuts[to] = from;
          }
        }
        if (best[from] + unknownScore > best[next]) {
          best[next] = best[from] + unknownScore;
          cuts[next] = from;
        }
      }
    }
    return cuts;
  }

  private static String plain(String text) {
    String one = SPACES.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC)).replaceAll(" ");
    return one.isBlank() ? "" : SPACE + one.strip().replace(' ', SPACE);
  }

  private int required(String mark) {
    Piece piece = pieces.get(mark);
    if (piece == null) {
      throw new IllegalArgumentException("Expected a vocabulary with " + mark);
    }
    return piece.id();
  }
}
