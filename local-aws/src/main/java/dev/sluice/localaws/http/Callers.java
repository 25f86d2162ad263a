package dev.sluice.localaws.http;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who may call a port. A page that a browser shows can send requests to this machine, and by a name
 * of its own that leads here even read the answers; both can be told by headers that it can't set.
 *
 * @param hosts names for this machine besides its own, as containers have them
 * @param accessKey the only access key that is taken; empty: any
 * @param linked paths to which any page may link, since nothing can be read or done by that
 */
public record Callers(Set<String> hosts, Optional<String> accessKey, Set<String> linked) {
  /** Programs of this machine, with any access key. */
  public static final Callers LOCAL = new Callers(Set.of(), Optional.empty());

  private static final Pattern THIS_MACHINE =
      Pattern.compile("127(\\.\\d{1,3}){3}|(.+\\.)?localhost|\\[::1]");
  private static final Pattern HOST = Pattern.compile("[a-z0-9._-]+|\\[[0-9a-f:.]+]");
  private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_.-]{3,128}");
  private static final Set<String> OWN_SITES = Set.of("none", "same-origin");
  private static final Set<String> READING = Set.of("GET", "HEAD");
  private static final String ANY_KEY = "local";

  /** Without paths to which other pages may link. */
  public Callers(Set<String> hosts, Optional<String> accessKey) {
    this(hosts, accessKey, Set.of());
  }

  public Callers {
    linked = Set.copyOf(linked);
    hosts = hosts.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    hosts.forEach(host -> require(HOST, host, "Not the name of a host (without a port)"));
    accessKey.ifPresent(
        key -> require(KEY, key, "An access key has 3 to 128 letters, digits, _.-"));
  }

  private static void require(Pattern form, String value, String problem) {
    if (!form.matcher(value).matches()) {
      throw new IllegalArgumentException(problem + ": '" + value + "'");
    }
  }

  /** The same callers, who may be sent to these paths by a link. */
  public Callers linkedTo(Set<String> paths) {
    return new Callers(hosts, accessKey, paths);
  }

  /** A key that is taken, for the lake's own calls. */
  public String key() {
    return accessKey.orElse(ANY_KEY);
  }

  /** An {@code Authorization} header that names a key and a service; signatures aren't checked. */
  public static String authorization(String key, String service) {
    return "AWS4-HMAC-SHA256 Credential=%s/20260101/local/%s/aws4_request".formatted(key, service);
  }

  /** Why a request is not let in, in a sentence. Empty: it is. */
  Optional<String> refusal(Exchange exchange) {
    String authority = exchange.authority();
    String host = authority.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
    if (!THIS_MACHINE.matcher(host).matches() && !hosts.contains(host)) {
      return Optional.of(
          "The request is addressed to '%s', which is not a name of this machine; if it shall be one, start the lake with --allow-host NAME."
              .formatted(host));
    }
    boolean isForeign =
        exchange.headers("Origin").stream()
                .anyMatch(origin -> !origin.equalsIgnoreCase("http://" + authority))
            || exchange.headers("Sec-Fetch-Site").stream()
                .anyMatch(site -> !OWN_SITES.contains(site));
    return isForeign && !isLink(exchange)
        ? Optional.of(
            "A browser sent the request for a page of another site, which may not call the lake.")
        : Optional.empty();
  }

  /** Whether somebody went to the page by a link, so that another site does not get the answer. */
  private boolean isLink(Exchange exchange) {
    return linked.contains(exchange.path())
        && READING.contains(exchange.method())
        && exchange.headers("Origin").isEmpty()
        && exchange.headers("Sec-Fetch-Mode").equals(List.of("navigate"))
        && exchange.headers("Sec-Fetch-Dest").equals(List.of("document"));
  }
}
