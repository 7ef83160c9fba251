package dev.sluice.answer.provider;

import dev.sluice.answer.Failure;
import dev.sluice.answer.ModelEvent;
import dev.sluice.session.FinishReason;
import dev.sluice.session.Usage;
import java.util.Locale;
import java.util.Set;

/** Judges how a call went from what its stream has said. Pure. */
final class Verdict {
  private static final Set<String> LENGTH =
      Set.of("length", "max_tokens", "model_context_window_exceeded");

  /** Gemini adds details behind the word, Anthropic has its own. */
  private static final Set<String> FILTERED =
      Set.of("refusal", "safety", "recitation", "blocklist", "prohibited_content", "spii");

  private static final String CONTENT_FILTER = "content_filter";

  /** DeepSeek stops answers when it runs short of machines. */
  private static final String SHORTAGE = "insufficient_system_resource";

  private Verdict() {}

  /**
   * @param spoke whether the call has brought text
   */
  static ModelEvent of(StreamState state, boolean spoke, Usage usage) {
    String finish = state.finish().orElse("").toLowerCase(Locale.ROOT);
    if (finish.equals(SHORTAGE)) {
      return new ModelEvent.Failed(spoke ? Failure.BROKEN : Failure.UNAVAILABLE, SHORTAGE);
    }
    if (!state.isComplete()) {
      return state.fault().map(fault -> inStream(fault, spoke)).orElseGet(state::cut);
    }
    boolean filtered = finish.startsWith(CONTENT_FILTER) || FILTERED.contains(finish);
    if (!spoke && (filtered || state.isRefused())) {
      return new ModelEvent.Failed(Failure.REFUSED, filtered ? "content filter" : "refusal");
    }
    return new ModelEvent.Ended(
        LENGTH.contains(finish) ? FinishReason.LENGTH : FinishReason.STOP, usage);
  }

  /** A fault behind the first text breaks the answer; what a filter stops there stays as it is. */
  private static ModelEvent inStream(ModelEvent.Failed fault, boolean spoke) {
    if (!spoke) {
      return fault;
    }
    return fault.kind() == Failure.REFUSED
        ? new ModelEvent.Ended(FinishReason.STOP, Usage.NONE)
        : new ModelEvent.Failed(Failure.BROKEN, fault.detail());
  }
}
