package dev.sluice.core.produce.http.client;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Where a redirect leads, and whether a request that may hold a secret follows it. */
public final class Redirect {
  private static final Set<Integer> STATUS = Set.of(301, 302, 303, 307, 308);

  private Redirect() {}

  public static boolean is(HttpAnswer answer) {
    return STATUS.contains(answer.status());
  }

  /** The same server's URL; empty for another server, which must not get the secret. */
  public static Optional<URI> followed(URI from, HttpAnswer answer) {
    return location(from, answer).filter(to -> isSame(from, to));
  }

  /** Why it isn't followed. The location may hold the secret; only its host is told. */
  public static String refusal(URI from, HttpAnswer answer) {
    return location(from, answer)
        .filter(to -> to.getHost() != null)
        .map(
            to ->
                ("leads to %s://%s; redirects to another server are not followed, it would get the"
                        + " secret: set 'url' to where the data is")
                    .formatted(to.getScheme(), to.getHost()))
        .orElse("leads nowhere: its Location is missing or not a URL");
  }

  private static Optional<URI> location(URI from, HttpAnswer answer) {
    try {
      return answer.header("location").map(String::strip).map(URI::create).map(from::resolve);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The same host and port, or the same host's https instead of its http. */
  private static boolean isSame(URI from, URI to) {
    boolean isHost = from.getHost().equalsIgnoreCase(to.getHost());
    boolean isScheme = from.getScheme().equalsIgnoreCase(to.getScheme());
    boolean isUpgrade =
        "http".equalsIgnoreCase(from.getScheme()) && "https".equalsIgnoreCase(to.getScheme());
    return isHost && (isScheme ? port(from) == port(to) : isUpgrade && isDefault(from, to));
  }

  private static boolean isDefault(URI from, URI to) {
    return port(from) == 80 && port(to) == 443;
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
  }
}
