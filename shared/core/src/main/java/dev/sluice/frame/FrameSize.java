package dev.sluice.frame;

import dev.sluice.session.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Limits of encoded UTF-8. A message of up to 32 KB is billed as one and fits into one WebSocket
 * frame of the gateway (<a
 * href="https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-execution-service-websocket-limits-table.html">quotas</a>).
 * Pure; thread-safe.
 */
public final class FrameSize {
  /** Of a {@code stream_token} frame's text. */
  public static final int MAX_TOKEN_BYTES = 24 * 1024 - 512;

  /** Of {@code immediate} and {@code chunks}. */
  public static final int MAX_PASSAGES_BYTES = 30 * 1024;

  /** Of a whole answer, so that it fits into one {@code overview} of the gateway's 128 KB. */
  public static final int MAX_ANSWER_BYTES = 90 * 1024;

  private static final String ELLIPSIS = "…";

  private FrameSize() {}

  /**
   * Where a piece of the text that begins at {@code from} must end so that it takes at most {@code
   * maxBytes} as the content of a JSON string. Never within a surrogate pair.
   */
  public static int pieceEnd(CharSequence text, int from, int maxBytes) {
    int bytes = 0;
    int at = from;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean pair = Character.isHighSurrogate(c) && at + 1 < text.length();
      bytes += pair ? 4 : bytes(c);
      if (bytes > maxBytes) {
        return at;
      }
      at += pair ? 2 : 1;
    }
    return at;
  }

  /** How many bytes the text takes as the content of a JSON string. */
  public static int bytes(CharSequence text) {
    int bytes = 0;
    for (int at = 0; at < text.length(); at++) {
      boolean pair = Character.isHighSurrogate(text.charAt(at)) && at + 1 < text.length();
      bytes += pair ? 4 : bytes(text.charAt(at));
      at += pair ? 1 : 0;
    }
    return bytes;
  }

  private static int bytes(char c) {
    if (c >= 0x80) {
      return c < 0x800 ? 2 : 3;
    }
    return switch (c) {
      case '"', '\\', '\n', '\r', '\t', '\b', '\f' -> 2;
      default -> c < 0x20 ? 6 : 1;
    };
  }

  /** The frame, with the lowest-ranked passages shortened as far as its size demands. */
  public static ServerFrame.Immediate fit(ServerFrame.Immediate frame) {
    return new ServerFrame.Immediate(
        frame.id(),
        fit(frame.passages(), passages -> with(frame, passages)),
        frame.model(),
        frame.searchStrategy(),
        frame.aiAgentMode(),
        frame.security());
  }

  /** The frame, with the lowest-ranked passages shortened as far as its size demands. */
  public static ServerFrame.Chunks fit(ServerFrame.Chunks frame) {
    return new ServerFrame.Chunks(
        frame.id(),
        fit(frame.passages(), passages -> new ServerFrame.Chunks(frame.id(), passages)));
  }

  private static ServerFrame.Immediate with(ServerFrame.Immediate frame, List<Passage> passages) {
    return new ServerFrame.Immediate(
        frame.id(),
        passages,
        frame.model(),
        frame.searchStrategy(),
        frame.aiAgentMode(),
        frame.security());
  }

  private static List<Passage> fit(
      List<Passage> passages, Function<List<Passage>, ServerFrame> frame) {
    List<Passage> fitted = new ArrayList<>(passages);
    int last = fitted.size() - 1;
    while (last >= 0) {
      int excess = FrameEncoder.encode(frame.apply(fitted)).length - MAX_PASSAGES_BYTES;
      if (excess <= 0) {
        break;
      }
      Passage lowest = fitted.get(last);
      int kept = bytes(lowest.content()) - excess - ELLIPSIS.length() * 3;
      if (kept > 0) {
        fitted.set(last, withContent(lowest, kept));
      } else if (!lowest.content().isEmpty()) {
        fitted.set(last--, withContent(lowest, 0));
      } else {
        last--;
      }
    }
    while (!fitted.isEmpty()
        && FrameEncoder.encode(frame.apply(fitted)).length > MAX_PASSAGES_BYTES) {
      fitted.removeLast();
    }
    return fitted;
  }

  private static Passage withContent(Passage passage, int maxBytes) {
    String content =
        maxBytes == 0
            ? ""
            : passage.content().substring(0, pieceEnd(passage.content(), 0, maxBytes)) + ELLIPSIS;
    return new Passage(
        content,
        passage.source(),
        passage.score(),
        passage.title(),
        passage.url(),
        passage.metadata());
  }
}
