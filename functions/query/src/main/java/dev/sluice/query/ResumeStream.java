package dev.sluice.query;

import dev.sluice.frame.ClientMessage;
import dev.sluice.frame.ServerFrame;
import dev.sluice.gateway.Time;
import dev.sluice.session.Ask;
import dev.sluice.session.Ending;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.Lease;
import dev.sluice.session.Run;
import dev.sluice.session.StreamStore;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Lets a client go on reading a stream, on whatever connection it now has; {@code
 * docs/protocol.md}, "Resuming". Thread-safe.
 */
final class ResumeStream {
  private final StreamStore streams;
  private final Delivery delivery;
  private final StreamStarter starter;
  private final Time time;

  ResumeStream(StreamStore streams, Delivery delivery, StreamStarter starter, Time time) {
    this.streams = streams;
    this.delivery = delivery;
    this.starter = starter;
    this.time = time;
  }

  void resume(Sender sender, ClientMessage.Resume resume) {
    Optional<Run> found =
        streams
            .run(resume.id())
            .filter(run -> sender.connection().principal().owns(run.tenant(), run.subject()));
    if (found.isEmpty()) {
      delivery.post(reader(sender), ServerFrame.Error.answering(resume.id(), ErrorCode.NOT_FOUND));
      return;
    }
    resume(sender, resume, found.get());
  }

  /** Resumes a run that the sender owns. */
  void resume(Sender sender, ClientMessage.Resume resume, Run run) {
    if (run.reader().messageTime().isAfter(sender.receivedAt())) {
      return;
    }
    Optional<Ask> ask = streams.ask(resume.id());
    if (resume.offset() == 0) {
      ask.ifPresent(question -> beginAgain(sender, question));
    }
    Optional<Run> seen = Optional.of(run);
    while (seen.isPresent()) {
      Run now = seen.get();
      if (now.ending().isPresent()) {
        replay(sender, resume, now, now.ending().get(), ask);
        return;
      }
      if (moved(sender, resume, now)) {
        return;
      }
      seen = streams.run(resume.id());
    }
  }

  private void beginAgain(Sender sender, Ask ask) {
    delivery.post(reader(sender), new ServerFrame.Status(ask.id(), ask.aiAgentMode()));
    delivery.post(reader(sender), ask.immediateFrame().getBytes(StandardCharsets.UTF_8));
  }

  private void replay(
      Sender sender, ClientMessage.Resume resume, Run run, Ending ending, Optional<Ask> ask) {
    delivery.post(reader(sender), Replay.of(run, ending, ask, Offsets.start(resume, run)));
  }

  /** Makes the sender the reader; true when nothing is left to do. */
  private boolean moved(Sender sender, ClientMessage.Resume resume, Run run) {
    Run.Reader reader =
        new Run.Reader(
            sender.connection().id(),
            Offsets.start(resume, run),
            run.reader().resumeSeq() + 1,
            sender.receivedAt());
    return switch (streams.moveReader(run, reader)) {
      case StreamStore.Changed.Yes(Run now) -> {
        if (!now.leasedAt(time.now().plus(Lease.WORTH_WAITING))) {
          starter.start(now.id());
        }
        yield true;
      }
      case StreamStore.Changed.Stale stale -> true;
      case StreamStore.Changed.LookAgain again -> false;
    };
  }

  private static Delivery.Reader reader(Sender sender) {
    return new Delivery.Reader(sender.connection().id(), true);
  }
}
