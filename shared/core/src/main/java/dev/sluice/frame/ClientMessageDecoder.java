package dev.sluice.frame;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.session.ErrorCode;
import dev.sluice.session.SessionId;
import dev.sluice.session.StreamId;
import dev.sluice.session.StreamStore.Rating;
import java.util.Locale;
import java.util.Optional;

/**
 * Decodes a client's text message; {@code docs/protocol.md}, "Client to server". Whatever comes, it
 * answers with a value. Unknown fields are ignored and null counts as absent. Pure; thread-safe.
 */
public final class ClientMessageDecoder {
  private ClientMessageDecoder() {}

  /** Decodes one message. */
  public static Decoded decode(String text) {
    JsonNode root;
    try {
      root = Json.MAPPER.readTree(text);
    } catch (StreamConstraintsException e) {
      return notAnObject("one nested deeper or with longer parts than any message of ours");
    } catch (JsonProcessingException e) {
      return notAnObject("text that is not JSON");
    }
    if (root.isMissingNode()) {
      return notAnObject("an empty text");
    }
    return root.isObject() ? decode(root) : notAnObject(Fields.kind(root));
  }

  private static Decoded decode(JsonNode root) {
    boolean question = true;
    try {
      String action = new Fields(root).text("action", 64).orElse("query");
      question = action.equals("query");
      return new Decoded.Valid(
          switch (action) {
            case "query" -> question(new Fields(root));
            case "resume" -> resume(new Fields(root));
            case "cancel" -> new ClientMessage.Cancel(requiredId(new Fields(root)));
            case "feedback" -> feedback(new Fields(root));
            default ->
                throw new InvalidField(
                    ErrorCode.UNKNOWN_ACTION,
                    "Expected 'action' to be query, resume, cancel, feedback or ping but got '"
                        + Fields.excerpt(action)
                        + "'");
          });
    } catch (InvalidField e) {
      return new Decoded.Invalid(e.code(), e.explanation(), readableId(root), question);
    }
  }

  private static ClientMessage.Question question(Fields fields) throws InvalidField {
    String question = fields.text("question").orElse("");
    if (question.isBlank()) {
      throw new InvalidField(ErrorCode.QUESTION_REQUIRED, "Question is required");
    }
    if (question.length() > ClientMessage.Question.MAX_LENGTH) {
      throw new InvalidField(
          ErrorCode.QUESTION_TOO_LONG,
          "Expected 'question' of at most "
              + ClientMessage.Question.MAX_LENGTH
              + " characters but got "
              + question.length());
    }
    return new ClientMessage.Question(
        question,
        id(fields),
        fields.flag("humanize", true),
        fields.flag("stream", true),
        fields
            .text("session_id", SessionId.MAX_LENGTH)
            .filter(session -> !session.isEmpty())
            .map(SessionId::new),
        fields.flag("ai_agent_mode", false),
        fields.integer("top_k", ClientMessage.Question.DEFAULT_TOP_K, 1, 20),
        fields.filters(),
        fields.context());
  }

  private static ClientMessage.Resume resume(Fields fields) throws InvalidField {
    return new ClientMessage.Resume(
        requiredId(fields),
        fields.integer("offset", 0, 0, Integer.MAX_VALUE),
        fields.integer("attempt", 0, 0, Integer.MAX_VALUE));
  }

  private static ClientMessage.Feedback feedback(Fields fields) throws InvalidField {
    String rating = fields.text("rating").orElse("");
    if (!rating.equals("up") && !rating.equals("down")) {
      throw new InvalidField("rating", "'up' or 'down'", "'" + Fields.excerpt(rating) + "'");
    }
    return new ClientMessage.Feedback(
        requiredId(fields),
        Rating.valueOf(rating.toUpperCase(Locale.ROOT)),
        fields.text("comment", ClientMessage.Feedback.MAX_COMMENT_LENGTH).orElse(""));
  }

  private static StreamId requiredId(Fields fields) throws InvalidField {
    Optional<StreamId> id = id(fields);
    if (id.isEmpty()) {
      throw new InvalidField("stream_id", "a UUIDv4", "nothing");
    }
    return id.get();
  }

  private static Optional<StreamId> id(Fields fields) throws InvalidField {
    Optional<String> text = fields.text("stream_id");
    Optional<StreamId> id = text.flatMap(StreamId::parse);
    if (text.isPresent() && id.isEmpty()) {
      throw new InvalidField("stream_id", "a UUIDv4", "'" + Fields.excerpt(text.orElse("")) + "'");
    }
    return id;
  }

  private static Optional<StreamId> readableId(JsonNode root) {
    return Optional.ofNullable(root.get("stream_id"))
        .filter(JsonNode::isTextual)
        .flatMap(node -> StreamId.parse(node.textValue()));
  }

  private static Decoded notAnObject(String got) {
    return new Decoded.Invalid(
        ErrorCode.INVALID_MESSAGE,
        "Expected a JSON object but got " + got,
        Optional.empty(),
        false);
  }
}
