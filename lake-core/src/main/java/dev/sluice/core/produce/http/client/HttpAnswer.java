package dev.sluice.core.produce.http.client;

import java.util.Map;
import java.util.Optional;

/**
 * What a server answered.
 *
 * @param status of HTTP
 * @param headers by their names in lower case
 * @param body unpacked; not copied
 * @param whole whether the body is all of it
 */
public record HttpAnswer(int status, Map<String, String> headers, byte[] body, boolean whole) {
  public HttpAnswer {
    headers = Map.copyOf(headers);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
