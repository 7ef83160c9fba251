package dev.sluice.widget;

import java.nio.ByteBuffer;

/**
 * One file as a web server sends it. Immutable.
 *
 * @param content read-only; a server that consumes it takes {@link ByteBuffer#duplicate()} first
 * @param contentType with its charset where it has one
 * @param etag a strong entity tag, quotes included (RFC 9110, section 8.8.3)
 */
public record WidgetFile(ByteBuffer content, String contentType, String etag) {
  /** A view of the content of its own, read from the beginning. */
  @Override
  public ByteBuffer content() {
    return content.asReadOnlyBuffer();
  }

  /** The content in a fresh array. */
  public byte[] bytes() {
    byte[] bytes = new byte[content.remaining()];
    content.duplicate().get(bytes);
    return bytes;
  }
}
