package dev.sluice.query;

import dev.sluice.session.Exchange;
import dev.sluice.session.Principal;
import dev.sluice.session.SessionId;
import dev.sluice.session.Turn;
import dev.sluice.session.TurnStore;
import java.util.List;

/** What the latest turns of a session said, as far as a follow-up question needs it. */
final class Memory {
  private static final int MAX_TURNS = 6;

  /** A prompt holds no more of an earlier answer, and a stored question stays small. */
  private static final int MAX_ANSWER_LENGTH = 4_000;

  private final TurnStore turns;

  Memory(TurnStore turns) {
    this.turns = turns;
  }

  /** The oldest first. */
  List<Exchange> latest(Principal principal, SessionId session) {
    Turn.SessionKey key = new Turn.SessionKey(principal.tenant(), principal.subject(), session);
    return turns.latest(key, MAX_TURNS).stream()
        .map(turn -> new Exchange(turn.question(), beginning(turn.answer())))
        .toList();
  }

  private static String beginning(String answer) {
    if (answer.length() <= MAX_ANSWER_LENGTH) {
      return answer;
    }
    boolean pair = Character.isHighSurrogate(answer.charAt(MAX_ANSWER_LENGTH - 1));
    return answer.substring(0, pair ? MAX_ANSWER_LENGTH - 1 : MAX_ANSWER_LENGTH);
  }
}
