package dev.sluice.frame;

import static org.assertj.core.api.Assertions.assertThat;

/** Messages as clients write them, for tests: single quotes stand for double ones. */
final class Messages {
  static final String ID = "0f8fad5b-d9cb-469f-a165-70867728950e";

  private Messages() {}

  static ClientMessage valid(String message) {
    Decoded decoded = ClientMessageDecoder.decode(json(message));
    assertThat(decoded).as(message).isInstanceOf(Decoded.Valid.class);
    return ((Decoded.Valid) decoded).message();
  }

  static Decoded.Invalid invalid(String message) {
    Decoded decoded = ClientMessageDecoder.decode(json(message));
    assertThat(decoded).as(message).isInstanceOf(Decoded.Invalid.class);
    return (Decoded.Invalid) decoded;
  }

  static String json(String message) {
    return message.replace('\'', '"');
  }

  /** A question with the given field beside it. */
  static String asking(String field) {
    return "{'question':'Q'," + field + "}";
  }
}
