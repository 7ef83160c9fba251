package dev.sluice.query;

import dev.sluice.frame.ClientMessage.Question;
import dev.sluice.frame.ClientMessage.Resume;
import dev.sluice.frame.FrameEncoder;
import dev.sluice.frame.FrameSize;
import dev.sluice.frame.ServerFrame;
import dev.sluice.gateway.Time;
import dev.sluice.log.EventLog;
import dev.sluice.log.Metric;
import dev.sluice.log.Metrics;
import dev.sluice.session.Ask;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.Exchange;
import dev.sluice.session.Permission;
import dev.sluice.session.Principal;
import dev.sluice.session.Run;
import dev.sluice.session.SessionId;
import dev.sluice.session.StreamId;
import dev.sluice.session.StreamStore;
import dev.sluice.session.StreamStore.Created;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Prepares the answer to a question: finds the passages, shows them, stores both, and has the rest
 * produced. What does not depend on each other runs side by side. Thread-safe.
 */
final class AskQuestion {
  private final Parts parts;

  AskQuestion(Parts parts) {
    this.parts = parts;
  }

  /** What it works with. */
  record Parts(
      StreamStore streams,
      Standing standing,
      Memory memory,
      Passages passages,
      Quota quota,
      Claims claims,
      Delivery delivery,
      ResumeStream resume,
      StreamStarter starter,
      Executor executor,
      Time time,
      EventLog log,
      Metrics metrics) {}

  /** A question with its stream's id and its reader. */
  private record Asked(Sender sender, Question question, StreamId id, SessionId session) {
    Principal principal() {
      return sender.connection().principal();
    }

    boolean resumable() {
      return question.id().isPresent();
    }

    Delivery.Reader reader() {
      return new Delivery.Reader(sender.connection().id(), resumable());
    }

    /** Whether a model is to answer. */
    boolean humanize() {
      return question.humanize() && principal().may(Permission.GENERATE_AI_RESPONSE);
    }

    /** Under a public key only a session that nobody can guess is remembered. */
    boolean remembered() {
      return !principal().isPublic() || session.unguessable();
    }
  }

  /**
   * @param id of the stream: the client's, or one that was made for an older client's message
   */
  void ask(Sender sender, Question question, StreamId id) {
    Asked asked = new Asked(sender, question, id, question.session().orElseGet(SessionId::random));
    if (asked.resumable()) {
      // a known id asked again is a resume, and posts nothing of its own
      parts
          .streams()
          .run(asked.id())
          .ifPresentOrElse(run -> askedAgain(asked, run), () -> answer(asked));
    } else if (parts.claims().claim(sender, asked.id())) {
      answerClaimed(asked);
    } else {
      end(asked, ErrorCode.BUSY);
    }
  }

  /** An older client's: its connection is given back unless the stream function does so. */
  private void answerClaimed(Asked asked) {
    boolean handedOver = false;
    try {
      handedOver = answer(asked);
    } finally {
      if (!handedOver) {
        parts.claims().release(asked.sender(), asked.id());
      }
    }
  }

  /** True when the stream function has been asked to go on. */
  private boolean answer(Asked asked) {
    Optional<ErrorCode> refused = parts.standing().refusal(asked.principal());
    if (refused.isPresent()) {
      end(asked, refused.get());
      return false;
    }
    CompletableFuture<Boolean> keyIsGone =
        async(() -> parts.standing().keyIsGone(asked.sender().connection()));
    CompletableFuture<Quota.Verdict> quota =
        async(() -> parts.quota().count(asked.sender().connection(), parts.time().now()));
    CompletableFuture<List<Exchange>> history = async(() -> history(asked));
    Delivery.Result status =
        parts
            .delivery()
            .post(
                asked.reader(), new ServerFrame.Status(asked.id(), asked.question().aiAgentMode()));
    if (keyIsGone.join()) {
      end(asked, ErrorCode.TOKEN_EXPIRED);
      return false;
    }
    return switch (quota.join()) {
      case Quota.Verdict.TooFast(Duration retryAfter) -> {
        refuse(asked, ErrorCode.RATE_LIMITED, retryAfter);
        yield false;
      }
      case Quota.Verdict.Spent(Duration retryAfter) -> {
        parts
            .metrics()
            .write(
                "question_refused",
                Map.of(Metric.QUESTIONS_REFUSED, 1),
                Map.of("stream", asked.id()));
        refuse(asked, ErrorCode.QUOTA_EXHAUSTED, retryAfter);
        yield false;
      }
      case Quota.Verdict.Within(boolean extractiveOnly) ->
          mayGoOn(asked, status) && retrieve(asked, history.join(), extractiveOnly);
    };
  }

  private List<Exchange> history(Asked asked) {
    return asked.remembered()
        ? parts.memory().latest(asked.principal(), asked.session())
        : List.of();
  }

  /** Whether answering makes sense after a post: a resumable client can come back for the rest. */
  private boolean mayGoOn(Asked asked, Delivery.Result result) {
    if (asked.resumable() || result == Delivery.Result.SENT) {
      return true;
    }
    if (result == Delivery.Result.UNCERTAIN) {
      end(asked, ErrorCode.ANSWER_INCOMPLETE);
    }
    return false;
  }

  private boolean retrieve(Asked asked, List<Exchange> history, boolean extractiveOnly) {
    Passages.Found found;
    try {
      found = parts.passages().find(asked.principal().tenant(), asked.question(), history);
    } catch (RuntimeException e) {
      parts.log().error("retrieval_failed", Map.of("stream", asked.id()), e);
      end(asked, ErrorCode.RETRIEVAL_FAILED);
      return false;
    }
    ServerFrame.Immediate immediate =
        FrameSize.fit(
            new ServerFrame.Immediate(
                asked.id(),
                found.passages(),
                model(asked, extractiveOnly),
                found.strategy(),
                asked.question().aiAgentMode(),
                new ServerFrame.Security(false, asked.principal().subject().value(), false)));
    return asked.humanize()
        ? handOver(asked, found, immediate, history, extractiveOnly)
        : answerWithPassages(asked, found, immediate);
  }

  private static String model(Asked asked, boolean extractiveOnly) {
    if (!asked.humanize()) {
      return "none";
    }
    return extractiveOnly ? ServerFrame.EXTRACTIVE : "auto";
  }

  private boolean answerWithPassages(
      Asked asked, Passages.Found found, ServerFrame.Immediate immediate) {
    Delivery.Result result =
        parts
            .delivery()
            .post(
                asked.reader(),
                List.of(
                    immediate,
                    FrameSize.fit(new ServerFrame.Chunks(asked.id(), found.passages())),
                    new ServerFrame.Complete(
                        asked.id(),
                        0,
                        sinceAsked(asked).toMillis(),
                        "none",
                        dev.sluice.session.Usage.NONE)));
    count(asked, found.passages().size(), false, sinceAsked(asked));
    mayGoOn(asked, result);
    return false;
  }

  /** What happened, and how long it took until the sources were there. */
  private void count(Asked asked, int passages, boolean extractiveOnly, Duration shownAfter) {
    parts
        .metrics()
        .write(
            "asked",
            Map.of(
                Metric.QUESTIONS,
                1,
                Metric.TIME_TO_IMMEDIATE,
                shownAfter.toMillis(),
                Metric.BUDGET_SPENT,
                extractiveOnly ? 1 : 0),
            Map.of("stream", asked.id(), "passages", passages));
  }

  private Duration sinceAsked(Asked asked) {
    Duration since = Duration.between(asked.sender().receivedAt(), parts.time().now());
    return since.isNegative() ? Duration.ZERO : since;
  }

  private boolean handOver(
      Asked asked,
      Passages.Found found,
      ServerFrame.Immediate immediate,
      List<Exchange> history,
      boolean extractiveOnly) {
    byte[] frame = FrameEncoder.encode(immediate);
    Ask ask = stored(asked, found, frame, history, extractiveOnly);
    CompletableFuture<Created> created = async(() -> parts.streams().create(ask, run(ask)));
    Delivery.Result posted = parts.delivery().post(asked.reader(), frame);
    Duration shownAfter = sinceAsked(asked);
    return switch (created.join()) {
      case Created.Known(Run run) -> {
        askedAgain(asked, run);
        yield false;
      }
      case Created.New stored -> {
        if (mayGoOn(asked, posted)) {
          start(asked);
          count(asked, found.passages().size(), extractiveOnly, shownAfter);
          yield true;
        }
        parts.streams().fail(asked.id(), ErrorCode.ANSWER_INCOMPLETE);
        yield false;
      }
    };
  }

  /**
   * Has the answer produced. An older client is told of a failure only when nobody will post
   * anything else; an invocation may have been queued though its answer was lost.
   */
  private void start(Asked asked) {
    try {
      parts.starter().start(asked.id());
    } catch (RuntimeException e) {
      boolean begun =
          !asked.resumable()
              && parts.streams().run(asked.id()).filter(run -> run.attempt() > 0).isPresent();
      if (!begun) {
        if (!asked.resumable()) {
          parts.streams().fail(asked.id(), ErrorCode.INTERNAL);
        }
        throw e;
      }
      parts.log().warn("start_unanswered", Map.of("stream", asked.id()));
    }
  }

  private static Ask stored(
      Asked asked,
      Passages.Found found,
      byte[] immediate,
      List<Exchange> history,
      boolean extractiveOnly) {
    return new Ask(
        asked.id(),
        asked.principal().tenant(),
        asked.principal().subject(),
        asked.session(),
        asked.remembered(),
        asked.question().question(),
        asked.resumable(),
        asked.question().stream(),
        asked.question().aiAgentMode(),
        extractiveOnly,
        asked.question().context(),
        history,
        found.passages(),
        new String(immediate, StandardCharsets.UTF_8),
        asked.sender().connection().id(),
        asked.sender().receivedAt());
  }

  private static Run run(Ask ask) {
    return Run.pending(ask.id(), ask.tenant(), ask.subject(), ask.connection(), ask.askedAt());
  }

  /** A known id asked again by its owner is a resume from 0. */
  private void askedAgain(Asked asked, Run run) {
    if (asked.principal().owns(run.tenant(), run.subject())) {
      parts.resume().resume(asked.sender(), new Resume(asked.id(), 0, 0), run);
    } else {
      end(asked, ErrorCode.NOT_FOUND);
    }
  }

  private void end(Asked asked, ErrorCode code) {
    parts.delivery().post(asked.reader(), ServerFrame.Error.ending(asked.id(), 0, code));
  }

  /** Answers the message; the same question may be sent again later. */
  private void refuse(Asked asked, ErrorCode code, Duration retryAfter) {
    ServerFrame.Error error = ServerFrame.Error.answering(asked.id(), code);
    parts
        .delivery()
        .post(
            asked.reader(),
            new ServerFrame.Error(
                asked.id(),
                OptionalInt.empty(),
                code,
                error.message(),
                OptionalLong.of(retryAfter.toMillis())));
  }

  private <T> CompletableFuture<T> async(java.util.function.Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, parts.executor());
  }
}
