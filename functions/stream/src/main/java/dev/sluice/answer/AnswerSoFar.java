package dev.sluice.answer;

/** The text that the reader has been given, growing over all models of a run. Run's thread only. */
final class AnswerSoFar {
  private final StringBuilder text;
  private final TextSink sink;

  AnswerSoFar(String soFar, TextSink sink) {
    this.text = new StringBuilder(soFar);
    this.sink = sink;
  }

  String text() {
    return text.toString();
  }

  boolean isEmpty() {
    return text.isEmpty();
  }

  /** Gives the reader another piece, unless it is empty. */
  void add(String piece) {
    if (!piece.isEmpty()) {
      text.append(piece);
      sink.text(piece);
    }
  }

  /** Whether the text stops where an answer may stop: behind a sentence, a quote, a table's row. */
  boolean endsLikeAnAnswer() {
    String stripped = text.toString().stripTrailing();
    return !stripped.isEmpty()
        && ".!?:)]}\"'`*_|>。！？…”’»".indexOf(stripped.charAt(stripped.length() - 1)) >= 0;
  }
}
