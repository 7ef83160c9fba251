package dev.sluice.relay;

import dev.sluice.frame.ServerFrame;
import dev.sluice.gateway.PostOutcome;
import dev.sluice.session.Run;
import java.util.OptionalLong;

/** Counts what one attempt posts and hears. Guarded by the lock of its {@link Relay}. */
final class Tally {
  private int frames;
  private int retriedPosts;
  private int resumes;
  private int resumeSeq;
  private OptionalLong firstTextNanos = OptionalLong.empty();

  Tally(Run run) {
    this.resumeSeq = run.reader().resumeSeq();
  }

  void posted(ServerFrame frame, PostOutcome outcome, long now) {
    switch (outcome) {
      case PostOutcome.Sent sent -> {
        frames++;
        if (firstTextNanos.isEmpty() && hasText(frame)) {
          firstTextNanos = OptionalLong.of(now);
        }
      }
      case PostOutcome.Throttled throttled -> retriedPosts++;
      case PostOutcome.Unknown unknown -> retriedPosts++;
      case PostOutcome.Gone gone -> {}
      case PostOutcome.TooLarge tooLarge -> {}
    }
  }

  private static boolean hasText(ServerFrame frame) {
    return switch (frame) {
      case ServerFrame.StreamToken token -> !token.token().isEmpty();
      case ServerFrame.Overview overview -> true;
      default -> false;
    };
  }

  void heard(Run run) {
    resumes += Math.max(0, run.reader().resumeSeq() - resumeSeq);
    resumeSeq = Math.max(resumeSeq, run.reader().resumeSeq());
  }

  int frames() {
    return frames;
  }

  int retriedPosts() {
    return retriedPosts;
  }

  int resumes() {
    return resumes;
  }

  OptionalLong firstTextNanos() {
    return firstTextNanos;
  }
}
