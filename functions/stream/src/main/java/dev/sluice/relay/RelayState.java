package dev.sluice.relay;

import dev.sluice.frame.ServerFrame;
import dev.sluice.gateway.PostOutcome;
import dev.sluice.session.Ask;
import dev.sluice.session.Ending;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.FinishReason;
import dev.sluice.session.Run;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Decides, event by event, what a relay does next. Pure: no I/O, no clock, no threads; times are
 * monotonic nanoseconds that the caller passes in. Not thread-safe; the relay's lock guards it.
 *
 * <pre>
 *                   text, redirects, signs of life
 *                          ┌───────┐
 *   stream_start ──► answering ◄───┘──── model has said all ──► Record ──► stream_end, complete ─┐
 *        ▲             │ │ │                  (or `overview`)                                     │
 *        └── resumed ──┘ │ ├── model broken, older reader lost ─► Fail ──► error ─────────────────┤
 *                        │ ├── cancelled from outside ───────────────────► stream_end{cancelled} ─┤
 *                        │ └── gone for RESUME_GRACE ─► EndModel, Release ────────────────────────┤
 *                        └── lease lost ──────────────────────────────────────────────────────► Stop
 * </pre>
 */
final class RelayState {
  /** Until an event comes, or nothing can be posted any more. */
  private static final long FOREVER = Long.MAX_VALUE;

  /** How long the end may be tried to be recorded when nothing can be posted any more. */
  private static final Duration LAST_WRITES = Duration.ofSeconds(5);

  private final Assignment job;
  private final Ask ask;
  private final AnswerText text;
  private final AnswerFrames frames;
  private final Reading reading;
  private final Retries retries;

  /** The post that is under way; there is never more than one. */
  private Optional<InFlight> inFlight = Optional.empty();

  /** When the next frame of text may go out. */
  private long nextFrame;

  /** When the reader was last sent anything. */
  private long lastSent;

  /** An older reader's post had an unknown outcome, or could not be posted at all. */
  private Optional<ErrorCode> broken = Optional.empty();

  private Optional<ModelEnd> modelEnd = Optional.empty();
  private boolean modelEndAsked;

  /** The answer is as long as it may be: what else the model says is dropped. */
  private boolean full;

  /** When the last successful renewal of the lease was sent. */
  private long renewedAt;

  private boolean stopped;

  /** How the run has ended in the store, once it has. */
  private Optional<Ending> ending = Optional.empty();

  /** Up to where text is posted: all of it, or as much as was recorded when it was cancelled. */
  private int limit = Integer.MAX_VALUE;

  /** What is still to be posted after the text. */
  private final Deque<ServerFrame> closing = new ArrayDeque<>();

  /** A post and for which reader it was meant. */
  private record InFlight(Action.Post post, int resumeSeq, int end, long sentAt) {}

  RelayState(Assignment job) {
    this.job = job;
    this.ask = job.ask();
    this.text = new AnswerText(job.run().text());
    this.frames = new AnswerFrames(ask, job.attempt());
    this.reading = new Reading(job.run().reader(), new Retries(job.backoff(), job.takenAt()));
    this.renewedAt = job.takenAt();
    this.lastSent = job.takenAt();
    this.retries = new Retries(job.backoff(), job.takenAt());
    this.nextFrame = job.takenAt();
  }

  /** What to do now; to be asked again after it is done, and after every event. */
  Action next(long now) {
    if (stopped) {
      return new Action.Stop();
    }
    if (inFlight.isPresent()) {
      return new Action.Wait(FOREVER);
    }
    long last = ending.isPresent() ? job.lastWord() : job.lastPost();
    if (now - last >= 0) {
      return afterLastPost(now);
    }
    Action action = ending.isPresent() ? closing(now) : answering(now);
    return action instanceof Action.Wait(long until) && until > last
        ? new Action.Wait(last)
        : action;
  }

  /** No text can be sent any more: what is known is recorded; an older reader hears how it ends. */
  private Action afterLastPost(long now) {
    if (now - job.lastPost() >= LAST_WRITES.toNanos()) {
      stopped = true;
      return new Action.Stop();
    }
    if (retries.mustWait(now)) {
      return new Action.Wait(retries.notBefore());
    }
    if (ending.isPresent()) {
      stopped = true;
      return new Action.Stop();
    }
    boolean lacks = !ask.resumable() && ask.stream() && reading.posted() < text.length();
    return switch (modelEnd.orElse(null)) {
      case ModelEnd.Broken(ErrorCode code) -> new Action.Fail(broken.orElse(code));
      case ModelEnd.Said said when broken.isEmpty() && !lacks ->
          new Action.Record(reading.resumeSeq());
      case ModelEnd.Said said -> new Action.Fail(broken.orElse(ErrorCode.ANSWER_INCOMPLETE));
      case null -> endModelOr(new Action.Fail(broken.orElse(ErrorCode.MODEL_TIMEOUT)));
    };
  }

  private Action answering(long now) {
    if (retries.mustWait(now)) {
      return new Action.Wait(retries.notBefore());
    }
    if (broken.isPresent()) {
      return endModelOr(new Action.Fail(broken.get()));
    }
    if (modelEnd.orElse(null) instanceof ModelEnd.Broken(ErrorCode code)) {
      return new Action.Fail(code);
    }
    if (full && modelEnd.isEmpty() && !modelEndAsked) {
      return endModelOr(new Action.Wait(FOREVER));
    }
    if (reading.goneSince().isPresent()) {
      return whileGone(now, reading.goneSince().get());
    }
    if (now - renewedAt >= job.postingNanos()) {
      return new Action.Wait(FOREVER);
    }
    return post(now).orElseGet(() -> onceAllIsPosted(now));
  }

  private Action whileGone(long now, long since) {
    if (!ask.resumable()) {
      return endModelOr(new Action.Fail(ErrorCode.ANSWER_INCOMPLETE));
    }
    if (modelEnd.isPresent()) {
      return new Action.Record(reading.resumeSeq());
    }
    long until = since + job.timing().graceNanos();
    return now - until < 0 ? new Action.Wait(until) : new Action.Release(reading.resumeSeq());
  }

  private Action endModelOr(Action then) {
    if (modelEnd.isEmpty() && !modelEndAsked) {
      modelEndAsked = true;
      return new Action.EndModel();
    }
    return then;
  }

  /** The next frame of start, text or move, if one is due. */
  private Optional<Action> post(long now) {
    if (!reading.started()) {
      return Optional.of(send(frames.start(reading.posted()), now));
    }
    boolean pieces = ask.stream() || ending.isPresent();
    int end = pieces ? Math.min(limit, text.length()) : 0;
    if (reading.posted() < end) {
      boolean wait = modelEnd.isEmpty() && ending.isEmpty() && now - nextFrame < 0;
      return Optional.of(wait ? new Action.Wait(soonest(nextFrame)) : sendText(end, now));
    }
    return reading
        .left(end, now)
        .map(old -> inFlight(new Action.Post(old, frames.moved()), reading.posted(), now));
  }

  private Action onceAllIsPosted(long now) {
    if (modelEnd.isPresent()) {
      return new Action.Record(reading.resumeSeq());
    }
    if (ask.resumable() && now - (lastSent + job.timing().keepAliveNanos()) >= 0) {
      return send(frames.token(reading.posted(), ""), now);
    }
    return new Action.Wait(soonest(reading.tellAgainAt()));
  }

  private long soonest(long other) {
    long alive = ask.resumable() ? lastSent + job.timing().keepAliveNanos() : FOREVER;
    return Math.min(Math.min(alive, other), renewedAt + job.postingNanos());
  }

  private Action closing(long now) {
    if (reading.goneSince().isPresent()) {
      stopped = true;
      return new Action.Stop();
    }
    if (retries.mustWait(now)) {
      return new Action.Wait(retries.notBefore());
    }
    boolean textFirst = ending.orElseThrow() instanceof Ending.Cancelled;
    if (textFirst && modelEnd.isEmpty() && !modelEndAsked) {
      return endModelOr(new Action.Stop());
    }
    Optional<Action> due = textFirst ? post(now) : Optional.empty();
    if (due.isPresent()) {
      return due.get();
    }
    if (closing.isEmpty()) {
      stopped = true;
      return new Action.Stop();
    }
    return send(closing.getFirst(), now);
  }

  private Action sendText(int end, long now) {
    int from = reading.posted();
    int to = text.frameEnd(from, end);
    ServerFrame frame = frames.token(from, text.substring(from, to));
    return inFlight(new Action.Post(reading.connection(), frame), to, now);
  }

  private Action send(ServerFrame frame, long now) {
    return inFlight(new Action.Post(reading.connection(), frame), reading.posted(), now);
  }

  private Action inFlight(Action.Post post, int end, long now) {
    inFlight = Optional.of(new InFlight(post, reading.resumeSeq(), end, now));
    return post;
  }

  /** The model has said more. */
  void onText(String piece) {
    if (!full && ending.isEmpty()) {
      full = !text.append(piece);
    }
  }

  /**
   * The model has ended, or nothing is left of the chain of models. An end that was asked for is
   * one only if the answer is long enough: otherwise the text is a part.
   */
  void onModelEnd(ModelEnd end) {
    if (full) {
      modelEnd = Optional.of(end.atFullLength());
    } else if (!(end instanceof ModelEnd.Said said) || said.reason() != FinishReason.CANCELLED) {
      text.close();
      modelEnd = Optional.of(end);
    }
  }

  /** The lease is renewed; it was asked for at the given time. */
  void onRenewed(Run run, long sentAt) {
    renewedAt = Math.max(renewedAt, sentAt);
    onMoved(run);
  }

  /** Another reader may have come. */
  void onMoved(Run run) {
    if (reading.redirect(run.reader(), text.length())) {
      retries.beginAnew();
    }
  }

  /** Somebody else has ended the run; a heartbeat that finds my own end says nothing new. */
  void onEnded(Run run) {
    if (ending.isPresent()) {
      return;
    }
    if (run.attempt() != job.attempt() || run.ending().isEmpty()) {
      stopped = true;
      return;
    }
    switch (run.ending().get()) {
      case Ending.Cancelled cancelled -> {
        onMoved(run);
        ending = Optional.of(cancelled);
        limit = run.text().length();
        closing.add(frames.cancelled(limit));
      }
      // whoever else ends a run raises the fence: this is my own write, whose answer was lost
      case Ending.Done done -> onRecorded(done);
      case Ending.Failed failed -> onFailed(failed.code());
    }
  }

  /** Somebody else produces the answer now. */
  void onLost() {
    stopped |= ending.isEmpty();
  }

  /** The answer is recorded as done: now its end may be shown. */
  void onRecorded(Ending.Done done) {
    if (ending.isPresent()) {
      return;
    }
    ending = Optional.of(done);
    closing.addAll(frames.done(text, done));
  }

  /** The run is recorded as failed. */
  void onFailed(ErrorCode code) {
    if (ending.isPresent()) {
      return;
    }
    ending = Optional.of(new Ending.Failed(code));
    closing.add(frames.failed(code));
  }

  /** The lease is given back. */
  void onReleased() {
    stopped = true;
  }

  /** The store could not be written: again in a while. */
  void onStoreFailure(long now) {
    retries.failed(now);
  }

  /** What became of the post that was under way. */
  void onPosted(PostOutcome outcome, long now) {
    InFlight flight = inFlight.orElseThrow();
    inFlight = Optional.empty();
    if (flight.post().frame() instanceof ServerFrame.Moved) {
      reading.onToldMoved(flight.post().to(), outcome, now);
      return;
    }
    if (flight.resumeSeq() != reading.resumeSeq()) {
      return;
    }
    switch (outcome) {
      case PostOutcome.Sent sent -> sent(flight, now);
      case PostOutcome.Gone gone -> reading.onGone(now);
      case PostOutcome.Throttled throttled -> retries.failed(now);
      case PostOutcome.TooLarge tooLarge -> breakOff(flight, ErrorCode.INTERNAL);
      case PostOutcome.Unknown unknown -> {
        if (ask.resumable()) {
          retries.failed(now);
        } else {
          breakOff(flight, ErrorCode.ANSWER_INCOMPLETE);
        }
      }
    }
  }

  private void sent(InFlight flight, long now) {
    retries.succeeded();
    lastSent = now;
    switch (flight.post().frame()) {
      case ServerFrame.StreamStart start -> reading.onStarted();
      case ServerFrame.StreamToken token -> {
        reading.onPosted(flight.end());
        nextFrame = flight.sentAt() + job.timing().frameNanos();
      }
      default -> closing.pollFirst();
    }
  }

  /** Nothing but an error may follow: the reader may lack text, and cannot be sent it again. */
  private void breakOff(InFlight flight, ErrorCode code) {
    if (ending.isEmpty()) {
      broken = Optional.of(code);
      return;
    }
    closing.clear();
    switch (flight.post().frame()) {
      case ServerFrame.Complete complete -> stopped = true;
      case ServerFrame.Error error -> stopped = true;
      default -> closing.add(frames.failed(code));
    }
  }

  /** The answer so far, as it may be saved. */
  String text() {
    return text.toString();
  }

  /** How the run has ended, as far as this attempt knows. */
  Optional<Ending> ending() {
    return ending;
  }

  /** How the model ended; empty while it goes on. */
  Optional<ModelEnd> modelEnd() {
    return modelEnd;
  }
}
