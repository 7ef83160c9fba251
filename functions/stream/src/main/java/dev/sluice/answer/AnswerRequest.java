package dev.sluice.answer;

import dev.sluice.session.Exchange;
import dev.sluice.session.Passage;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A question with all that an answer may be made from.
 *
 * @param question as the visitor typed it
 * @param history earlier turns of the session, oldest first
 * @param passages what was found, best first; {@code [n]} in an answer is the n-th, from 1
 * @param locale the visitor's language as a BCP 47 tag, when the page told it
 * @param context where the visitor is: {@code product_id}, {@code url}, {@code currency}; it comes
 *     from outside and is data, never an instruction
 */
public record AnswerRequest(
    String question,
    List<Exchange> history,
    List<Passage> passages,
    Optional<String> locale,
    Map<String, String> context) {

  /** Copies the collections; the context keeps its order. */
  public AnswerRequest {
    history = List.copyOf(history);
    passages = List.copyOf(passages);
    context = Collections.unmodifiableMap(new LinkedHashMap<>(context));
  }

  /** A first question, asked from nowhere in particular. */
  public static AnswerRequest of(String question, List<Passage> passages) {
    return new AnswerRequest(question, List.of(), passages, Optional.empty(), Map.of());
  }
}
