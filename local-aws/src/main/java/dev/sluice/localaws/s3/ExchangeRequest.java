package dev.sluice.localaws.s3;

import dev.sluice.localaws.http.Exchange;
import dev.sluice.localaws.http.Parameters;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Collections;
import java.util.Enumeration;

/** An exchange seen as a servlet request, as far as S3Proxy looks at it. */
final class ExchangeRequest extends HttpServletRequestWrapper {
  private static final HttpServletRequest NOTHING_ELSE =
      (HttpServletRequest)
          Proxy.newProxyInstance(
              HttpServletRequest.class.getClassLoader(),
              new Class<?>[] {HttpServletRequest.class},
              (proxy, method, args) -> {
                throw new UnsupportedOperationException(method.toString());
              });

  private final Exchange exchange;
  private final Parameters query;

  ExchangeRequest(Exchange exchange) {
    super(NOTHING_ELSE);
    this.exchange = exchange;
    this.query = Parameters.parse(exchange.rawQuery());
  }

  @Override
  public String getMethod() {
    return exchange.method();
  }

  @Override
  public String getScheme() {
    return "http";
  }

  @Override
  public String getRequestURI() {
    return exchange.rawPath();
  }

  @Override
  public StringBuffer getRequestURL() {
    return new StringBuffer("http://").append(getHeader("Host")).append(getRequestURI());
  }

  @Override
  public String getQueryString() {
    return exchange.rawQuery();
  }

  @Override
  public String getParameter(String name) {
    return query.get(name).orElse(null);
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(query.values().keySet());
  }

  @Override
  public String getHeader(String name) {
    return name.equalsIgnoreCase("Host")
        ? exchange.authority()
        : exchange.header(name).orElse(null);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return Collections.enumeration(exchange.headers(name));
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(exchange.headerNames());
  }

  @Override
  public long getDateHeader(String name) {
    String value = getHeader(name);
    try {
      return value == null
          ? -1
          : ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
              .toInstant()
              .toEpochMilli();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(name + " is not an HTTP date: " + value, e);
    }
  }

  @Override
  public String getContentType() {
    return getHeader("Content-Type");
  }

  @Override
  public long getContentLengthLong() {
    String length = getHeader("Content-Length");
    return length == null ? -1 : Long.parseLong(length);
  }

  @Override
  public ServletInputStream getInputStream() {
    return new Body(exchange.body());
  }

  private static final class Body extends ServletInputStream {
    private final InputStream in;

    Body(InputStream in) {
      this.in = in;
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return in.read(buffer, offset, length);
    }

    @Override
    public boolean isFinished() {
      throw new UnsupportedOperationException("isFinished");
    }

    @Override
    public boolean isReady() {
      throw new UnsupportedOperationException("isReady");
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException("setReadListener");
    }
  }
}
