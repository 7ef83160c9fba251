package dev.sluice.modelserver;

import java.util.List;

/** Which API a request is for, by its path. */
final class Dialects {
  private static final String ANTHROPIC = "/messages";
  private static final String OLLAMA = "/api/chat";
  private static final String OPENAI = "/chat/completions";

  private Dialects() {}

  static boolean isChat(ModelRequest request) {
    String path = request.path();
    return request.method().equals("POST")
        && (path.endsWith(OPENAI) || path.endsWith(ANTHROPIC) || path.endsWith(OLLAMA));
  }

  static Dialect of(ModelRequest request) {
    if (request.path().endsWith(ANTHROPIC)) {
      return new AnthropicDialect(request.model());
    }
    return request.path().endsWith(OLLAMA)
        ? new OllamaDialect(request.model())
        : new OpenAiDialect(request.model());
  }

  /** The text of a script, for calls that do not stream. */
  static String text(List<Step> steps) {
    StringBuilder text = new StringBuilder();
    for (Step step : steps) {
      switch (step) {
        case Step.Text(String piece) -> text.append(piece);
        case Step.Tokens(String words, double _) -> text.append(words);
        default -> {}
      }
    }
    return text.toString();
  }
}
