package dev.sluice.localaws.s3;

import dev.sluice.localaws.http.Parameters;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gaul.s3proxy.checksum.ChunkedInputStream;

/**
 * A request as S3Proxy is to see it: with the headers that a presigned request carries in its
 * query, the condition of a write in the header that S3Proxy hands on, and the content without its
 * frame.
 */
final class S3Request extends HttpServletRequestWrapper {
  private static final String CONTENT_HASH = "x-amz-content-sha256";
  private static final String IF_MATCH = "if-match";
  private static final String IF_NONE_MATCH = "if-none-match";
  private static final String SOURCE_IF_NONE_MATCH = "x-amz-copy-source-if-none-match";
  private static final int LARGEST_CHUNK = 32 << 20;
  private static final Set<String> OF_SIGNATURES =
      Set.of(
          "awsaccesskeyid",
          "expires",
          "signature",
          "x-amz-algorithm",
          "x-amz-credential",
          "x-amz-date",
          "x-amz-expires",
          "x-amz-security-token",
          "x-amz-signature",
          "x-amz-signedheaders",
          "x-id");

  /** Headers in the query, and those that S3Proxy is to see with another value; null hides one. */
  private final Map<String, String> headers = new HashMap<>();

  private final Operation operation;

  /**
   * @throws UnsupportedOperationException it asks for something that is not done
   */
  S3Request(HttpServletRequest request) {
    super(request);
    Set<String> parameters = new LinkedHashSet<>();
    Parameters.parse(request.getQueryString())
        .values()
        .forEach(
            (name, value) -> {
              String header = name.toLowerCase(Locale.ROOT);
              if (header.startsWith("x-amz-")
                  || header.equals(IF_MATCH)
                  || header.equals(IF_NONE_MATCH)) {
                headers.put(header, value);
              } else {
                parameters.add(name);
              }
            });
    headers.keySet().removeAll(OF_SIGNATURES);
    parameters.removeIf(name -> OF_SIGNATURES.contains(name.toLowerCase(Locale.ROOT)));
    operation = Operation.of(request.getMethod(), level(), parameters);
    HeaderRules.check(this, operation);
    passCondition();
  }

  /** Whether it asks for an object's tags, which S3Proxy does not know. */
  boolean asksForTags() {
    return operation == Operation.GET_OBJECT_TAGGING;
  }

  private Operation.Level level() {
    String[] path = getRequestURI().split("/", 3);
    if (path.length < 2 || path[1].isEmpty()) {
      return Operation.Level.SERVICE;
    }
    return path.length < 3 || path[2].isEmpty() ? Operation.Level.BUCKET : Operation.Level.OBJECT;
  }

  private void passCondition() {
    boolean copies = getHeader("x-amz-copy-source") != null;
    if (operation == Operation.PUT_OBJECT && copies) {
      pass(SOURCE_IF_NONE_MATCH, SOURCE_IF_NONE_MATCH);
    } else if (operation == Operation.PUT_OBJECT) {
      pass(IF_NONE_MATCH, "");
    } else if (operation == Operation.COMPLETE_UPLOAD) {
      pass(IF_NONE_MATCH, "x-amz-mp-object-size");
    }
  }

  private void pass(String carrier, String rest) {
    WriteCondition condition =
        new WriteCondition(orEmpty(IF_MATCH), orEmpty(IF_NONE_MATCH), orEmpty(rest));
    headers.put(IF_MATCH, null);
    headers.put(carrier, condition.encode());
  }

  private String orEmpty(String header) {
    return Objects.requireNonNullElse(getHeader(header), "");
  }

  /** The request's content, without the frame of chunks and checked against the trailer. */
  InputStream content() throws IOException {
    String hash = getHeader(CONTENT_HASH);
    String length = getHeader("x-amz-decoded-content-length");
    if (hash == null || !hash.startsWith("STREAMING-") || length == null) {
      return getInputStream();
    }
    headers.put(CONTENT_HASH, "UNSIGNED-PAYLOAD");
    return WholeBody.of(
        new ChunkedInputStream(getInputStream(), LARGEST_CHUNK, getHeader("x-amz-trailer")),
        Long.parseLong(length));
  }

  @Override
  public String getHeader(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return headers.containsKey(lower) ? headers.get(lower) : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return headers.containsKey(lower)
        ? Collections.enumeration(Stream.ofNullable(headers.get(lower)).toList())
        : super.getHeaders(name);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    List<String> sent = Collections.list(super.getHeaderNames());
    return Collections.enumeration(
        Stream.concat(sent.stream(), headers.keySet().stream())
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(LinkedHashSet::new)));
  }
}
