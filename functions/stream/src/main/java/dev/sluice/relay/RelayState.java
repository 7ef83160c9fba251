package dev.sluice.relay;

import dev.sluice.frame.ServerFrame;
import dev.sluice.gateway.PostOutcome;
import dev.sluice.session.Ask;
import dev.sluice.session.ConnectionId;
import dev.sluice.session.Ending;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.FinishReason;
import dev.sluice.session.Run;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
  private static final long FOREVER = Long.MAX_VALUE;

  /** How long the end may be tried to be recorded when nothing can be posted any more. */
  private static final Duration LAST_WRITES = Duration.ofSeconds(5);

  private final Assignment job;
  private final Ask ask;
  private final AnswerText text;

  /** Who reads, since the last heartbeat that said so. */
  private Run.Reader reader;

  /** Whether the reader has been sent its {@code stream_start}. */
  private boolean started;

  /** Up to where the reader has been sent text. */
  private int posted;

  /** Since when the reader's connection is known to be gone. */
  private Optional<Long> goneSince = Optional.empty();

  /** Connections that still have to hear that the stream has moved. */
  private final Set<ConnectionId> left = new LinkedHashSet<>();

  /** Up to where the new reader must have been sent text before the old ones hear of it. */
  private int movedAt;

  /** The post that is under way; there is never more than one. */
  private Optional<InFlight> inFlight = Optional.empty();

  /** Failures in a row, of posts or of writes, and when the next try may be made. */
  private int failures;

  private long notBefore;

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
    this.reader = job.run().reader();
    this.renewedAt = job.takenAt();
    this.lastSent = job.takenAt();
  }

  /** What to do now; to be asked again after it is done, and after every event. */
  Action next(long now) {
    if (stopped) {
      return new Action.Stop();
    }
    if (inFlight.isPresent()) {
      return new Action.Wait(FOREVER);
    }
    if (now - job.lastPost() >= 0) {
      return afterLastPost(now);
    }
    return ending.isPresent() ? closing(now) : answering(now);
  }

  /** Nobody can be sent anything any more: what is known is recorded, and that is all. */
  private Action afterLastPost(long now) {
    if (now - job.lastPost() >= LAST_WRITES.toNanos()) {
      stopped = true;
      return new Action.Stop();
    }
    if (now - notBefore < 0) {
      return new Action.Wait(notBefore);
    }
    if (ending.isEmpty() && modelEnd.isPresent()) {
      return switch (modelEnd.get()) {
        case ModelEnd.Said said -> new Action.Record(reader.resumeSeq());
        case ModelEnd.Broken failed -> new Action.Fail(failed.code());
      };
    }
    if (ending.isEmpty()) {
      return endModelOr(new Action.Fail(ErrorCode.MODEL_TIMEOUT));
    }
    stopped = true;
    return new Action.Stop();
  }

  private Action answering(long now) {
    if (now - notBefore < 0) {
      return new Action.Wait(notBefore);
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
    if (goneSince.isPresent()) {
      return whileGone(now, goneSince.get());
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
      return new Action.Record(reader.resumeSeq());
    }
    long until = since + job.timing().graceNanos();
    return now - until < 0 ? new Action.Wait(until) : new Action.Release(reader.resumeSeq());
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
    if (!started) {
      return Optional.of(
          send(
              new ServerFrame.StreamStart(ask.id(), job.attempt(), start(), ask.aiAgentMode()),
              now));
    }
    boolean pieces = ask.stream() || ending.isPresent();
    int end = Math.min(limit, text.length());
    if (pieces && posted < end) {
      boolean wait = modelEnd.isEmpty() && ending.isEmpty() && now - nextFrame < 0;
      return Optional.of(wait ? new Action.Wait(soonest(nextFrame)) : sendText(end, now));
    }
    if (!left.isEmpty() && (!pieces || posted >= Math.min(movedAt, end))) {
      ConnectionId old = left.iterator().next();
      return Optional.of(
          inFlight(new Action.Post(old, new ServerFrame.Moved(ask.id(), job.attempt())), 0, now));
    }
    return Optional.empty();
  }

  private Action onceAllIsPosted(long now) {
    if (modelEnd.isPresent()) {
      return new Action.Record(reader.resumeSeq());
    }
    if (ask.resumable() && now - (lastSent + job.timing().keepAliveNanos()) >= 0) {
      return send(token(posted, posted), now);
    }
    return new Action.Wait(soonest(FOREVER));
  }

  private long soonest(long other) {
    long alive = ask.resumable() ? lastSent + job.timing().keepAliveNanos() : FOREVER;
    return Math.min(Math.min(alive, other), renewedAt + job.postingNanos());
  }

  private Action closing(long now) {
    if (goneSince.isPresent()) {
      stopped = true;
      return new Action.Stop();
    }
    if (now - notBefore < 0) {
      return new Action.Wait(notBefore);
    }
    boolean textFirst = ending.orElseThrow() instanceof Ending.Cancelled;
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
    int to = text.frameEnd(posted, end);
    return inFlight(new Action.Post(reader.connection(), token(posted, to)), to, now);
  }

  private ServerFrame token(int from, int to) {
    return new ServerFrame.StreamToken(
        ask.id(), job.attempt(), from, text.substring(from, to), ask.aiAgentMode());
  }

  private Action send(ServerFrame frame, long now) {
    return inFlight(new Action.Post(reader.connection(), frame), posted, now);
  }

  private Action inFlight(Action.Post post, int end, long now) {
    inFlight = Optional.of(new InFlight(post, reader.resumeSeq(), end, now));
    return post;
  }

  private int start() {
    return Math.min(posted, text.length());
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
    if (end instanceof ModelEnd.Said said && full) {
      modelEnd = Optional.of(new ModelEnd.Said(FinishReason.LENGTH, said.model(), said.usage()));
    } else if (!(end instanceof ModelEnd.Said said) || said.reason() != FinishReason.CANCELLED) {
      text.close();
      modelEnd = Optional.of(end);
    }
  }

  /** The lease is renewed; it was asked for at the given time. */
  void onRenewed(Run run, long sentAt) {
    renewedAt = Math.max(renewedAt, sentAt);
    redirect(run.reader());
  }

  private void redirect(Run.Reader to) {
    if (to.resumeSeq() <= reader.resumeSeq()) {
      return;
    }
    if (!to.connection().equals(reader.connection())) {
      left.add(reader.connection());
    }
    left.remove(to.connection());
    reader = to;
    posted = Math.min(to.start(), text.length());
    movedAt = text.length();
    started = false;
    goneSince = Optional.empty();
    failures = 0;
    notBefore = 0;
    closing.clear();
  }

  /** Another reader has come while the answer was being recorded. */
  void onMoved(Run run) {
    redirect(run.reader());
  }

  /** Somebody else has ended the run; a heartbeat that finds my own end says nothing new. */
  void onEnded(Run run) {
    if (ending.isPresent()) {
      return;
    }
    boolean mine = run.attempt() == job.attempt();
    if (mine && run.ending().orElse(null) instanceof Ending.Cancelled cancelled) {
      redirect(run.reader());
      ending = Optional.of(cancelled);
      limit = run.text().length();
      closing.add(
          new ServerFrame.StreamEnd(
              ask.id(), job.attempt(), limit, "cancelled", List.of(), ask.aiAgentMode()));
    } else {
      stopped = true;
    }
  }

  /** Somebody else produces the answer now. */
  void onLost() {
    stopped |= ending.isEmpty();
  }

  /** The answer is recorded as done: now its end may be shown. */
  void onRecorded(Ending.Done done) {
    ending = Optional.of(done);
    closing.clear();
    closing.add(
        ask.stream()
            ? new ServerFrame.StreamEnd(
                ask.id(),
                job.attempt(),
                text.length(),
                done.reason().wireName(),
                done.citations(),
                ask.aiAgentMode())
            : ServerFrame.Overview.of(
                ask.id(), job.attempt(), text.toString(), done, ask.aiAgentMode()));
    closing.add(ServerFrame.Complete.of(ask.id(), job.attempt(), done));
  }

  /** The run is recorded as failed. */
  void onFailed(ErrorCode code) {
    ending = Optional.of(new Ending.Failed(code));
    closing.add(ServerFrame.Error.ending(ask.id(), job.attempt(), code));
  }

  /** The lease is given back. */
  void onReleased() {
    stopped = true;
  }

  /** The store could not be written: again in a while. */
  void onStoreFailure(long now) {
    backOff(now);
  }

  private void backOff(long now) {
    failures++;
    notBefore = now + job.backoff().before(failures).toNanos();
  }

  /** What became of the post that was under way. */
  void onPosted(PostOutcome outcome, long now) {
    InFlight flight = inFlight.orElseThrow();
    inFlight = Optional.empty();
    if (flight.post().frame() instanceof ServerFrame.Moved) {
      left.remove(flight.post().to());
      return;
    }
    if (flight.resumeSeq() != reader.resumeSeq()) {
      return;
    }
    switch (outcome) {
      case PostOutcome.Sent sent -> sent(flight, now);
      case PostOutcome.Gone gone -> goneSince = Optional.of(now);
      case PostOutcome.Throttled throttled -> backOff(now);
      case PostOutcome.TooLarge tooLarge -> breakOff(flight, ErrorCode.INTERNAL);
      case PostOutcome.Unknown unknown -> {
        if (ask.resumable()) {
          backOff(now);
        } else {
          breakOff(flight, ErrorCode.ANSWER_INCOMPLETE);
        }
      }
    }
  }

  private void sent(InFlight flight, long now) {
    failures = 0;
    lastSent = now;
    switch (flight.post().frame()) {
      case ServerFrame.StreamStart start -> started = true;
      case ServerFrame.StreamToken token -> {
        posted = flight.end();
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
    boolean last =
        flight.post().frame() instanceof ServerFrame.Complete
            || flight.post().frame() instanceof ServerFrame.Error;
    closing.clear();
    if (last) {
      stopped = true;
    } else {
      closing.add(ServerFrame.Error.ending(ask.id(), job.attempt(), code));
    }
  }

  /** The answer so far, as it may be saved. */
  String text() {
    return text.toString();
  }

  /** How the model ended; empty while it goes on. */
  Optional<ModelEnd> modelEnd() {
    return modelEnd;
  }
}
