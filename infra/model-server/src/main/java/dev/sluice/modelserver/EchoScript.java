package dev.sluice.modelserver;

/** Answers any question by repeating it. */
final class EchoScript {
  private EchoScript() {}

  static Script of(ModelRequest request) {
    return of(request, 0);
  }

  /**
   * @param perSecond how many tokens in a second; 0 for all at once
   */
  static Script of(ModelRequest request, double perSecond) {
    String message = request.message(-1).strip();
    String question = message.substring(message.lastIndexOf('\n') + 1);
    String text = "A scripted answer [1] to what was asked last: “" + question + "”";
    int words = text.split("\\s+").length;
    return Script.of(
        new Step.Tokens(text, perSecond),
        Step.finish("stop"),
        Step.usage(message.split("\\s+").length, words),
        Step.done());
  }
}
