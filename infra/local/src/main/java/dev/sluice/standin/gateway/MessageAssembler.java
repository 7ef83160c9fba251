package dev.sluice.standin.gateway;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Puts the frames of a text message together. Not thread-safe. */
final class MessageAssembler {
  /** What a frame came to. */
  sealed interface Result {
    /** More frames are needed. */
    record Incomplete() implements Result {}

    /** The message is whole. */
    record Message(String text) implements Result {}

    /** The connection must be closed. */
    record Refused(int code, String reason) implements Result {}
  }

  private final int limitBytes;

  /** The frames of the message so far. */
  private final ByteArrayOutputStream frames = new ByteArrayOutputStream();

  /**
   * @param limitBytes the largest message
   */
  MessageAssembler(int limitBytes) {
    this.limitBytes = limitBytes;
  }

  /** Takes the payload of the next text or continuation frame. */
  Result accept(Optional<ByteBuffer> payload, boolean last) {
    if (payload.isPresent()) {
      ByteBuffer bytes = payload.get();
      if (frames.size() + bytes.remaining() > limitBytes) {
        return new Result.Refused(1009, "Message too long");
      }
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      frames.writeBytes(copy);
    }
    if (!last) {
      return new Result.Incomplete();
    }
    ByteBuffer whole = ByteBuffer.wrap(frames.toByteArray());
    frames.reset();
    try {
      return new Result.Message(StandardCharsets.UTF_8.newDecoder().decode(whole).toString());
    } catch (CharacterCodingException e) {
      return new Result.Refused(1007, "Not UTF-8");
    }
  }
}
