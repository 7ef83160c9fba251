package dev.sluice.query;

import dev.sluice.frame.ClientMessage;
import dev.sluice.frame.ServerFrame;
import dev.sluice.session.Ask;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.StreamStore;
import dev.sluice.session.Turn;
import java.util.Optional;

/** Keeps what a visitor thinks of an answer, with the answer. Thread-safe. */
final class RateAnswer {
  private final StreamStore streams;
  private final Delivery delivery;

  RateAnswer(StreamStore streams, Delivery delivery) {
    this.streams = streams;
    this.delivery = delivery;
  }

  void rate(Sender sender, ClientMessage.Feedback feedback) {
    Optional<Turn.Key> turn =
        streams
            .ask(feedback.id())
            .filter(ask -> sender.connection().principal().owns(ask.tenant(), ask.subject()))
            .map(Ask::turnKey);
    boolean kept =
        turn.isPresent() && streams.rate(turn.get(), feedback.rating(), feedback.comment());
    if (!kept) {
      delivery.post(
          new Delivery.Reader(sender.connection().id(), true),
          ServerFrame.Error.answering(feedback.id(), ErrorCode.NOT_FOUND));
    }
  }
}
