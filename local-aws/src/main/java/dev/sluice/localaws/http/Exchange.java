package dev.sluice.localaws.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/** A request and its answer, in either version of HTTP. */
public final class Exchange {
  private final Request request;
  private final Response response;
  private final RequestBody body;
  private OutputStream answer;

  Exchange(Request request, Response response) {
    this.request = request;
    this.response = response;
    this.body = new RequestBody(Content.Source.asInputStream(request), System::nanoTime);
  }

  public String method() {
    return request.getMethod();
  }

  /** As it was sent. */
  public String rawPath() {
    return Objects.requireNonNullElse(request.getHttpURI().getPath(), "/");
  }

  /** Decoded; {@code .} and {@code ..} are kept, which object keys may contain. */
  public String path() {
    return URLDecoder.decode(rawPath().replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** As it was sent; null: none. */
  public String rawQuery() {
    return request.getHttpURI().getQuery();
  }

  /** Path and query as they were sent. */
  public String target() {
    return rawQuery() == null ? rawPath() : rawPath() + "?" + rawQuery();
  }

  /** The host and port that the client named, as {@code Host} gives them. */
  public String authority() {
    String authority = request.getHttpURI().getAuthority();
    return authority == null ? header("Host").orElse("") : authority;
  }

  /** The first value of a header; case does not matter. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(request.getHeaders().get(name));
  }

  /** All values of a header. */
  public List<String> headers(String name) {
    return request.getHeaders().getValuesList(name);
  }

  /** The headers' names in lower case. */
  public Set<String> headerNames() {
    Set<String> names = new TreeSet<>();
    for (HttpField field : request.getHeaders()) {
      names.add(field.getLowerCaseName());
    }
    return Collections.unmodifiableSet(names);
  }

  /** Whether the path can be decoded. */
  boolean isReadable() {
    try {
      return !path().isEmpty();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Has the body fail that comes with fewer bytes a second. */
  void requirePace(int bytesASecond) {
    body.requirePace(bytesASecond);
  }

  /** What the client sends, as it arrives. */
  public InputStream body() {
    return body;
  }

  /**
   * Takes what a refused request still has to say: clients that are in the middle of sending when
   * the connection ends never see the answer, nor does the JDK's when it waits to be told to send.
   */
  public void drain() throws IOException {
    if (!body.isFailed()) {
      body.transferTo(OutputStream.nullOutputStream());
    }
  }

  /** Sets a header of the answer. */
  public void set(String name, String value) {
    response.getHeaders().put(name, value);
  }

  /** Adds a value to a header of the answer. */
  public void add(String name, String value) {
    response.getHeaders().add(name, value);
  }

  /** The first value of a header of the answer, as set so far. */
  public Optional<String> answered(String name) {
    return Optional.ofNullable(response.getHeaders().get(name));
  }

  /** Answers with a body; it ends with the exchange. */
  public OutputStream answer(int status) {
    if (answer == null) {
      response.setStatus(status);
      answer = Content.Sink.asOutputStream(response);
    }
    return answer;
  }

  /** Answers with these bytes, of which a HEAD request gets the number only. */
  public void answer(int status, byte[] bytes) throws IOException {
    if (bytes.length > 0) {
      set("Content-Length", Integer.toString(bytes.length));
    }
    OutputStream out = answer(status);
    if (!method().equals("HEAD")) {
      out.write(bytes);
    }
  }

  /** Ends the answer. False: there was none. */
  boolean finish() throws IOException {
    if (answer == null) {
      return false;
    }
    answer.close();
    return true;
  }
}
