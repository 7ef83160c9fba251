package dev.sluice.modelserver;

/** Which API a request is for, by its path. */
final class Dialects {
  private Dialects() {}

  static boolean isChat(ModelRequest request) {
    return request.method().equals("POST") && (request.path().endsWith("/chat/completions"));
  }

  static Dialect of(ModelRequest request) {
    return new OpenAiDialect(request.model());
  }
}
