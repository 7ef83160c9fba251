package dev.sluice.standin.gateway;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that writes and reads bytes itself, for what a well-behaved one would not do. */
final class RawSocket implements AutoCloseable {
  /** A frame from the server. */
  record Frame(int opcode, boolean last, byte[] payload) {
    int closeCode() {
      return (payload[0] & 0xff) << 8 | payload[1] & 0xff;
    }
  }

  private final Socket socket = new Socket();
  private final DataInputStream in;
  private final OutputStream out;
  private final int status;
  private final String body;

  /** Sends an upgrade request for a target that is not checked, and reads the answer. */
  RawSocket(int port, String target) throws IOException {
    socket.setReceiveBufferSize(16 * 1024);
    socket.connect(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setSoTimeout(10_000);
    in = new DataInputStream(socket.getInputStream());
    out = socket.getOutputStream();
    String request =
        "GET "
            + target
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    out.write(request.getBytes(StandardCharsets.ISO_8859_1));
    String head = head();
    status = Integer.parseInt(head.substring(9, 12));
    body = new String(in.readNBytes(contentLength(head)), StandardCharsets.UTF_8);
  }

  private String head() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    while (!bytes.toString(StandardCharsets.UTF_8).endsWith("\r\n\r\n")) {
      bytes.write(in.readByte());
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int contentLength(String head) {
    return head.contains("Content-Length: ")
        ? Integer.parseInt(head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"))
        : 0;
  }

  int status() {
    return status;
  }

  String body() {
    return body;
  }

  /** Writes a frame, masked with zeros. */
  void send(int opcode, boolean last, byte[] payload) throws IOException {
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(opcode | (last ? 0x80 : 0));
    if (payload.length < 126) {
      frame.write(0x80 | payload.length);
    } else if (payload.length < 65_536) {
      frame.write(0x80 | 126);
      frame.write(payload.length >> 8);
      frame.write(payload.length);
    } else {
      frame.write(0x80 | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        frame.write((int) ((long) payload.length >> shift));
      }
    }
    frame.writeBytes(new byte[4]);
    frame.writeBytes(payload);
    out.write(frame.toByteArray());
  }

  /** Writes a text message in one frame. */
  void send(String text) throws IOException {
    send(1, true, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Reads the next frame. */
  Frame read() throws IOException {
    int first = in.readUnsignedByte();
    int length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = (int) in.readLong();
    }
    return new Frame(first & 0x0f, (first & 0x80) != 0, in.readNBytes(length));
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
