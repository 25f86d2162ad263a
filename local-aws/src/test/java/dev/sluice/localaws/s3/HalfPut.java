package dev.sluice.localaws.s3;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client that begins to put an object and stands still in the middle. */
final class HalfPut implements AutoCloseable {
  private final Socket socket;

  HalfPut(URI endpoint, String path, String half, String headers) throws IOException {
    socket = new Socket(endpoint.getHost(), endpoint.getPort());
    OutputStream out = socket.getOutputStream();
    out.write(
        "PUT %s HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\n%s\r\n%s"
            .formatted(path, endpoint.getAuthority(), 2 * half.length(), headers, half)
            .getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  HalfPut(URI endpoint, String path, String half) throws IOException {
    this(endpoint, path, half, "");
  }

  /** Sends the rest; returns the first line of the answer. */
  String finish(String rest) throws IOException {
    socket.getOutputStream().write(rest.getBytes(StandardCharsets.US_ASCII));
    byte[] answer = socket.getInputStream().readNBytes(12);
    return new String(answer, StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
