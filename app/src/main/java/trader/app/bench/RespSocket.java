package trader.app.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The barest client of Redis: a socket that writes prepared commands and reads what comes. */
final class RespSocket implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;
  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;

  RespSocket(int port) {
    try {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      out = socket.getOutputStream();
      in = new BufferedInputStream(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException("Redis cannot be reached on port " + port, e);
    }
  }

  /** The bytes of a command. */
  static byte[] command(String... words) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(("*" + words.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
    for (String word : words) {
      byte[] text = word.getBytes(StandardCharsets.UTF_8);
      bytes.writeBytes(("$" + text.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
      bytes.writeBytes(text);
      bytes.writeBytes(new byte[] {'\r', '\n'});
    }
    return bytes.toByteArray();
  }

  void send(byte[] command) {
    try {
      out.write(command);
    } catch (IOException e) {
      throw new UncheckedIOException("the connection to Redis broke", e);
    }
  }

  /** Sends a command and reads its answer. */
  Object call(String... words) {
    send(command(words));
    return read();
  }

  /**
   * The next answer or push: a text, or a list of such for every kind of aggregate; a missing value
   * is an empty text. Throws {@link IllegalStateException} for an error.
   */
  Object read() {
    try {
      return value();
    } catch (IOException e) {
      throw new UncheckedIOException("Redis did not answer", e);
    }
  }

  private Object value() throws IOException {
    int kind = in.read();
    if (kind < 0) {
      throw new EOFException("Redis closed the connection");
    }
    String line = line();
    return switch (kind) {
      case '$', '=' -> text(Integer.parseInt(line));
      case '*', '>', '~' -> list(Integer.parseInt(line));
      case '%' -> list(2 * Integer.parseInt(line));
      case '-' -> throw new IllegalStateException("Redis answered " + line);
      default -> line;
    };
  }

  private String text(int length) throws IOException {
    if (length < 0) {
      return "";
    }
    byte[] bytes = in.readNBytes(length + 2);
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private List<Object> list(int size) throws IOException {
    List<Object> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(value());
    }
    return list;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("Redis closed the connection");
      }
      if (next != '\r') {
        line.append((char) next);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
