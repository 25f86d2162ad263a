package dev.sluice.aws.produce;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Answers each connection with bytes that no decent server sends, then closes it. */
final class OddServer implements AutoCloseable {
  /** Writes an answer. */
  interface Answer {
    void to(OutputStream out) throws IOException;
  }

  final List<String> asked = new CopyOnWriteArrayList<>();
  private final ServerSocket socket;
  private final Answer answer;

  OddServer(Answer answer) {
    this.answer = answer;
    try {
      socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread thread = new Thread(this::serve, "odd-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** Head and body, a character a byte. */
  static Answer bytes(String text) {
    return out -> out.write(text.getBytes(ISO_8859_1));
  }

  static Answer packed(String head, byte[] body) {
    return out -> {
      out.write((head + "\r\n").getBytes(ISO_8859_1));
      out.write(body);
    };
  }

  /** Sends a byte now and then, until nobody listens. */
  static Answer dripping(String head) {
    return out -> {
      out.write(head.getBytes(ISO_8859_1));
      CountDownLatch never = new CountDownLatch(1);
      try {
        while (!never.await(20, TimeUnit.MILLISECONDS)) {
          out.write('x');
          out.flush();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/a");
  }

  private void serve() {
    while (!socket.isClosed()) {
      try (Socket connection = socket.accept()) {
        asked.add(request(connection.getInputStream()));
        answer.to(connection.getOutputStream());
        connection.getOutputStream().flush();
      } catch (IOException e) {
        // Either side has closed the connection.
      }
    }
  }

  private static String request(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.append((char) next);
    }
    return head.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
