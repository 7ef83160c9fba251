package dev.sluice.answer;

/**
 * Estimates tokens without a provider's tokenizer: four ASCII characters make one, any other
 * character is one. That is too many for European languages and about right for Chinese, Japanese
 * and Korean; a budget is kept in either case.
 */
final class TokenEstimate {
  private static final int ASCII_PER_TOKEN = 4;
  private static final int ASCII_END = 128;

  private TokenEstimate() {}

  /** How many tokens the text has, rounded up. */
  static int of(String text) {
    return (quarters(text) + ASCII_PER_TOKEN - 1) / ASCII_PER_TOKEN;
  }

  /**
   * The text, or its beginning up to a white space (where there is one) with at most that many
   * tokens.
   */
  static String cut(String text, int maxTokens) {
    if (of(text) <= maxTokens) {
      return text;
    }
    int end = 0;
    int used = 0;
    while (end < text.length()) {
      int codePoint = text.codePointAt(end);
      used += weight(codePoint);
      if (used > maxTokens * ASCII_PER_TOKEN) {
        break;
      }
      end += Character.charCount(codePoint);
    }
    int space = text.lastIndexOf(' ', end);
    return text.substring(0, space > end / 2 ? space : end) + "…";
  }

  private static int quarters(String text) {
    return text.codePoints().map(TokenEstimate::weight).sum();
  }

  private static int weight(int codePoint) {
    return codePoint < ASCII_END ? 1 : ASCII_PER_TOKEN;
  }
}
