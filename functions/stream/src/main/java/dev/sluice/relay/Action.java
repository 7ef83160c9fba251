package dev.sluice.relay;

import dev.sluice.frame.ServerFrame;
import dev.sluice.session.ConnectionId;
import dev.sluice.session.ErrorCode;

/** What the relay is to do next. */
sealed interface Action {
  /** Post a frame, and say what became of it before asking for the next action. */
  record Post(ConnectionId to, ServerFrame frame) implements Action {}

  /** Do nothing until then (monotonic nanoseconds), or until something happens. */
  record Wait(long untilNanos) implements Action {}

  /** End the model's call; its text so far stays. */
  record EndModel() implements Action {}

  /** Record the answer and its turn as done, if the reader is still the one with this number. */
  record Record(int resumeSeq) implements Action {}

  /** Record the run as failed. */
  record Fail(ErrorCode code) implements Action {}

  /** Give the lease back, so that a later resume goes on, if none has come meanwhile. */
  record Release(int resumeSeq) implements Action {}

  /** Nothing is left to do. */
  record Stop() implements Action {}
}
