package dev.sluice.core.produce.http.memory;

import dev.sluice.core.pipeline.source.HttpSource.Items;
import dev.sluice.core.produce.http.client.HttpAnswer;
import dev.sluice.core.produce.http.memory.SeenItems.Mark;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an answer said of its version, for the next request of the same (RFC 9110, 13.1).
 *
 * @param of a hash of the URL and of what is taken from the answer: for another one it says nothing
 * @param etag as it came, weak or strong; empty if there was none
 * @param modified the date as it came; empty if there was none
 */
public record Validator(long of, String etag, String modified) {
  private static final int LONGEST = 512;

  /** What a validator is of. */
  public static long subject(String url, Items items) {
    return Mark.of(url + "\n" + items).first();
  }

  /** Empty if the answer has none. */
  public static Optional<Validator> from(HttpAnswer answer, long of) {
    String etag = header(answer, "etag");
    String modified = header(answer, "last-modified");
    return etag.isEmpty() && modified.isEmpty()
        ? Optional.empty()
        : Optional.of(new Validator(of, etag, modified));
  }

  /** A long one is left out: a state object holds one for each request. */
  private static String header(HttpAnswer answer, String name) {
    return answer.header(name).filter(text -> text.length() <= LONGEST).orElse("");
  }

  public Map<String, String> headers() {
    Map<String, String> headers = new HashMap<>();
    if (!etag.isEmpty()) {
      headers.put("If-None-Match", etag);
    }
    if (!modified.isEmpty()) {
      headers.put("If-Modified-Since", modified);
    }
    return headers;
  }
}
