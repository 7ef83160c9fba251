package dev.sluice.query;

import dev.sluice.frame.ClientMessage;
import dev.sluice.frame.ClientMessageDecoder;
import dev.sluice.frame.Decoded;
import dev.sluice.frame.ServerFrame;
import dev.sluice.log.EventLog;
import dev.sluice.session.Connection;
import dev.sluice.session.ConnectionStore;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.StreamId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Decodes a message, sees who sent it, and has it done; whatever fails, the client is told. */
final class Dispatch {
  private final ConnectionStore connections;
  private final Delivery delivery;
  private final InTurn inTurn;
  private final Actions actions;
  private final EventLog log;

  Dispatch(
      ConnectionStore connections,
      Delivery delivery,
      InTurn inTurn,
      Actions actions,
      EventLog log) {
    this.connections = connections;
    this.delivery = delivery;
    this.inTurn = inTurn;
    this.actions = actions;
    this.log = log;
  }

  /** What can be done with a message. */
  record Actions(AskQuestion ask, ResumeStream resume, CancelStream cancel, RateAnswer rate) {}

  void handle(Message message) {
    Decoded decoded = ClientMessageDecoder.decode(message.body());
    // one for each message, whatever becomes of it: under it an older client's connection is
    // claimed
    StreamId id = id(decoded).orElseGet(StreamId::random);
    try {
      Optional<Connection> connection = connections.get(message.connection());
      if (connection.isPresent()) {
        handle(new Sender(connection.get(), message.receivedAt()), decoded, id);
      } else {
        log.warn("connection_unknown", Map.of("connection", message.connection()));
        fail(message, decoded, id);
      }
    } catch (RuntimeException e) {
      log.error("message_failed", Map.of("connection", message.connection()), e);
      fail(message, decoded, id);
    }
  }

  private void handle(Sender sender, Decoded decoded, StreamId id) {
    switch (decoded) {
      case Decoded.Valid(ClientMessage.Question question) ->
          actions.ask().ask(sender, question, id);
      case Decoded.Valid(ClientMessage.Resume resume) -> actions.resume().resume(sender, resume);
      case Decoded.Valid(ClientMessage.Cancel cancel) ->
          actions.cancel().cancel(sender, cancel.id());
      case Decoded.Valid(ClientMessage.Feedback feedback) -> actions.rate().rate(sender, feedback);
      case Decoded.Invalid invalid -> explain(sender, invalid, id);
    }
  }

  private void explain(Sender sender, Decoded.Invalid invalid, StreamId id) {
    ServerFrame error =
        new ServerFrame.Error(
            id,
            invalid.question() ? OptionalInt.of(0) : OptionalInt.empty(),
            invalid.code(),
            invalid.explanation(),
            OptionalLong.empty());
    if (invalid.id().isPresent()) {
      delivery.post(new Delivery.Reader(sender.connection().id(), true), error);
    } else {
      inTurn.post(sender, id, error, invalid.question());
    }
  }

  private void fail(Message message, Decoded decoded, StreamId id) {
    if (id(decoded).isPresent()) {
      delivery.post(
          new Delivery.Reader(message.connection(), true),
          ServerFrame.Error.answering(id, ErrorCode.INTERNAL));
    } else {
      boolean question =
          switch (decoded) {
            case Decoded.Valid valid -> true;
            case Decoded.Invalid invalid -> invalid.question();
          };
      inTurn.fail(message, id, question);
    }
  }

  private static Optional<StreamId> id(Decoded decoded) {
    return switch (decoded) {
      case Decoded.Valid(ClientMessage.Question question) -> question.id();
      case Decoded.Valid(ClientMessage.Resume resume) -> Optional.of(resume.id());
      case Decoded.Valid(ClientMessage.Cancel cancel) -> Optional.of(cancel.id());
      case Decoded.Valid(ClientMessage.Feedback feedback) -> Optional.of(feedback.id());
      case Decoded.Invalid invalid -> invalid.id();
    };
  }
}
