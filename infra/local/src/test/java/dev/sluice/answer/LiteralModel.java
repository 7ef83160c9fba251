package dev.sluice.answer;

import dev.sluice.session.Passage;
import java.util.List;

/**
 * A model that does what the prompt says and knows nothing else: it answers from the passage that
 * holds the answer, with its number, if that passage is in the prompt, and says otherwise that the
 * documents do not tell. Pure.
 *
 * @param judged the document that holds the answer, empty when none does
 * @param believes whether it takes the prompt's doubt for the last word
 */
record LiteralModel(String judged, boolean believes) {
  static final String NOT_TOLD = "The shop's documents do not tell.";

  /** How much of a passage must stand in the prompt; a cut one may have lost the answer. */
  private static final int MIN_CHARS = 300;

  String answer(AnswerRequest request, String prompt) {
    if (believes && prompt.contains(PromptBuilder.DOUBT)) {
      return NOT_TOLD;
    }
    String data = prompt.substring(prompt.indexOf("BEGIN "), prompt.lastIndexOf("END "));
    List<Passage> passages = request.passages();
    for (int n = 1; n <= passages.size(); n++) {
      Passage passage = passages.get(n - 1);
      String content = passage.content().strip();
      String start = content.substring(0, Math.min(MIN_CHARS, content.length()));
      if (passage.source().equals(judged)
          && data.contains("[" + n + "] ")
          && data.contains(start)) {
        return "It is as the passage says [" + n + "].";
      }
    }
    return NOT_TOLD;
  }
}
