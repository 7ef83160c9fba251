package dev.sluice.query;

import dev.sluice.frame.ServerFrame;
import dev.sluice.gateway.Time;
import dev.sluice.session.Ending;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.Principal;
import dev.sluice.session.Run;
import dev.sluice.session.StreamId;
import dev.sluice.session.StreamStore;
import dev.sluice.session.StreamStore.CancelResult;
import java.util.List;
import java.util.Optional;

/**
 * Ends a stream because its visitor wants no more; {@code docs/protocol.md}, "Cancelling".
 * Thread-safe.
 */
final class CancelStream {
  private final StreamStore streams;
  private final Delivery delivery;
  private final Time time;

  CancelStream(StreamStore streams, Delivery delivery, Time time) {
    this.streams = streams;
    this.delivery = delivery;
    this.time = time;
  }

  void cancel(Sender sender, StreamId id) {
    Optional<Run> run = streams.run(id);
    Principal principal = sender.connection().principal();
    if (run.isPresent() && !principal.owns(run.get().tenant(), run.get().subject())) {
      post(sender, List.of(ServerFrame.Error.answering(id, ErrorCode.NOT_FOUND)));
      return;
    }
    switch (run.isPresent() ? streams.cancel(id, time.now()) : new CancelResult.Absent()) {
      case CancelResult.OwnerWillEnd owner -> {
        // the relay posts the end at its next heartbeat
      }
      case CancelResult.EndedHere(Run ended) -> post(sender, end(ended));
      // what the client holds is not known, and its end makes sense only behind all text
      case CancelResult.HadEnded(Run ended) -> post(sender, end(ended));
      case CancelResult.Absent absent -> cancelUnknown(sender, id);
    }
  }

  /** The question may still be on its way: it must find its stream ended. */
  private void cancelUnknown(Sender sender, StreamId id) {
    Principal principal = sender.connection().principal();
    Run placeholder =
        Run.pending(
            id,
            principal.tenant(),
            principal.subject(),
            sender.connection().id(),
            sender.receivedAt());
    Ending.Cancelled cancelled = new Ending.Cancelled();
    if (streams.createEnded(placeholder, cancelled)) {
      post(sender, Replay.of(placeholder, cancelled, Optional.empty(), 0));
    } else {
      cancel(sender, id);
    }
  }

  private List<ServerFrame> end(Run run) {
    return run.ending()
        .map(ending -> Replay.of(run, ending, streams.ask(run.id()), 0))
        .orElse(List.of());
  }

  private void post(Sender sender, List<ServerFrame> frames) {
    delivery.post(new Delivery.Reader(sender.connection().id(), true), frames);
  }
}
