package dev.sluice.document;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/**
 * Cuts documents into chunks: at sections, then paragraphs, then sentences, at last between words.
 * An article is one chunk unless its text is long. Pure; thread-safe.
 */
public final class Chunker {
  /** English prose of this length stays below the embedder's 126 word pieces of useful input. */
  private static final int MAX_PAGE_WORDS = 90;

  /** An article is ranked as one; its title and facts come first, where the embedder looks. */
  private static final int MAX_PRODUCT_WORDS = 400;

  /** Longer words are rare in prose; numbers, addresses and other scripts have more pieces. */
  private static final int CHARS_PER_WORD = 12;

  /** The document's chunks in order; at least one when it has a title or any text. */
  public List<Chunk> chunks(Document document) {
    return document.kind() == DocumentKind.PRODUCT ? product(document) : page(document);
  }

  private static List<Chunk> page(Document document) {
    List<Chunk> chunks = new ArrayList<>();
    for (Section section : document.sections()) {
      for (String text : pieces(section.text(), MAX_PAGE_WORDS)) {
        chunks.add(new Chunk(document, chunks.size(), section.heading(), text));
      }
    }
    return chunks;
  }

  private static List<Chunk> product(Document document) {
    StringJoiner text = new StringJoiner("\n");
    List<Chunk> more = new ArrayList<>();
    int left = MAX_PRODUCT_WORDS;
    for (Section section : document.sections()) {
      for (String piece : pieces(section.text(), MAX_PAGE_WORDS)) {
        left -= words(piece);
        if (left >= 0) {
          text.add(piece);
        } else {
          more.add(new Chunk(document, more.size() + 1, section.heading(), piece));
        }
      }
    }
    document.facts().attributeLines().forEach(text::add);
    List<Chunk> chunks = new ArrayList<>();
    chunks.add(new Chunk(document, 0, "", text.toString()));
    chunks.addAll(more);
    return chunks;
  }

  /** The text in pieces of at most so many words; paragraphs are kept together where they fit. */
  static List<String> pieces(String text, int maxWords) {
    List<String> pieces = new ArrayList<>();
    Gathering gathering = new Gathering(pieces, maxWords, "\n\n");
    for (String paragraph : text.split("\n{2,}")) {
      if (words(paragraph) <= maxWords) {
        gathering.add(paragraph.strip());
      } else {
        gathering.end();
        splitParagraph(paragraph, maxWords, pieces);
      }
    }
    gathering.end();
    return pieces;
  }

  private static void splitParagraph(String paragraph, int maxWords, List<String> pieces) {
    boolean lines = paragraph.strip().indexOf('\n') >= 0;
    Gathering gathering = new Gathering(pieces, maxWords, lines ? "\n" : " ");
    for (String part : lines ? List.of(paragraph.split("\n")) : sentences(paragraph)) {
      if (words(part) <= maxWords) {
        gathering.add(part.strip());
      } else if (lines) {
        gathering.end();
        splitParagraph(part, maxWords, pieces);
      } else {
        windows(part, maxWords).forEach(gathering::add);
      }
    }
    gathering.end();
  }

  private static List<String> sentences(String paragraph) {
    BreakIterator breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
    breaks.setText(paragraph);
    List<String> sentences = new ArrayList<>();
    int start = breaks.first();
    for (int end = breaks.next(); end != BreakIterator.DONE; start = end, end = breaks.next()) {
      sentences.add(paragraph.substring(start, end));
    }
    return sentences;
  }

  /** The words of a sentence without end; one that is too long itself is cut. */
  private static List<String> windows(String sentence, int maxWords) {
    int maxChars = maxWords * CHARS_PER_WORD;
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < sentence.length(); i++) {
      if (Character.isWhitespace(sentence.charAt(i))) {
        words.add(sentence.substring(start, i));
        start = i + 1;
      } else if (i - start == maxChars) {
        int cut = Character.isLowSurrogate(sentence.charAt(i)) ? i - 1 : i;
        words.add(sentence.substring(start, cut));
        start = cut;
      }
    }
    words.add(sentence.substring(start));
    return words;
  }

  /** Words as white space parts them; a long one counts for several. */
  static int words(String text) {
    int words = 0;
    int run = 0;
    for (int i = 0; i < text.length(); i++) {
      run = Character.isWhitespace(text.charAt(i)) ? 0 : run + 1;
      words += run % CHARS_PER_WORD == 1 ? 1 : 0;
    }
    return words;
  }

  /** Joins neighbours while they fit into one piece. Owned by one call. */
  private static final class Gathering {
    private final List<String> pieces;
    private final int maxWords;
    private final String separator;
    private final StringBuilder piece = new StringBuilder();
    private int words; // of the piece so far

    Gathering(List<String> pieces, int maxWords, String separator) {
      this.pieces = pieces;
      this.maxWords = maxWords;
      this.separator = separator;
    }

    void add(String part) {
      int more = words(part);
      if (words > 0 && words + more > maxWords) {
        end();
      }
      if (!part.isEmpty()) {
        piece.append(piece.isEmpty() ? "" : separator).append(part);
        words += more;
      }
    }

    void end() {
      if (!piece.isEmpty()) {
        pieces.add(piece.toString());
      }
      piece.setLength(0);
      words = 0;
    }
  }
}
