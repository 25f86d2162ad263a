package dev.sluice.localaws.s3;

import dev.sluice.localaws.http.Exchange;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** An exchange seen as a servlet response, as far as S3Proxy looks at it. */
final class ExchangeResponse extends HttpServletResponseWrapper {
  private static final HttpServletResponse NOTHING_ELSE =
      (HttpServletResponse)
          Proxy.newProxyInstance(
              HttpServletResponse.class.getClassLoader(),
              new Class<?>[] {HttpServletResponse.class},
              (proxy, method, args) -> {
                throw new UnsupportedOperationException(method.toString());
              });

  private final Exchange exchange;
  private int status = 200;
  private boolean committed;
  private PrintWriter writer;

  ExchangeResponse(Exchange exchange) {
    super(NOTHING_ELSE);
    this.exchange = exchange;
  }

  /** Sends what has not been sent. */
  void finish() throws IOException {
    if (writer != null) {
      writer.flush();
    }
    commit();
  }

  private OutputStream commit() throws IOException {
    if (!committed) {
      committed = true;
      exchange.drain();
    }
    return exchange.answer(status);
  }

  @Override
  public void setStatus(int newStatus) {
    status = newStatus;
  }

  @Override
  public int getStatus() {
    return status;
  }

  @Override
  public void sendError(int newStatus) {
    status = newStatus;
  }

  @Override
  public void sendError(int newStatus, String message) {
    status = newStatus;
  }

  @Override
  public boolean isCommitted() {
    return committed;
  }

  @Override
  public void setHeader(String name, String value) {
    exchange.set(name, value);
  }

  @Override
  public void addHeader(String name, String value) {
    exchange.add(name, value);
  }

  @Override
  public void addDateHeader(String name, long millis) {
    addHeader(
        name,
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC)));
  }

  @Override
  public boolean containsHeader(String name) {
    return exchange.answered(name).isPresent();
  }

  @Override
  public String getHeader(String name) {
    return exchange.answered(name).orElse(null);
  }

  @Override
  public void setCharacterEncoding(String charset) {
    if (!StandardCharsets.UTF_8.name().equalsIgnoreCase(charset)) {
      throw new UnsupportedOperationException(charset);
    }
  }

  @Override
  public void setContentType(String type) {
    setHeader("Content-Type", type);
  }

  @Override
  public PrintWriter getWriter() {
    if (writer == null) {
      writer = new PrintWriter(new OutputStreamWriter(getOutputStream(), StandardCharsets.UTF_8));
    }
    return writer;
  }

  @Override
  public ServletOutputStream getOutputStream() {
    return new Body();
  }

  private final class Body extends ServletOutputStream {
    @Override
    public void write(int b) throws IOException {
      commit().write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      if (length > 0 && !exchange.method().equals("HEAD")) {
        commit().write(bytes, offset, length);
      }
    }

    @Override
    public boolean isReady() {
      throw new UnsupportedOperationException("isReady");
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new UnsupportedOperationException("setWriteListener");
    }
  }
}
