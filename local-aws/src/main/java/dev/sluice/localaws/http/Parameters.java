package dev.sluice.localaws.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Parameters of a query string or form; of repeated ones the last counts. */
public record Parameters(Map<String, String> values) {
  public Parameters {
    values = Map.copyOf(values);
  }

  /** Reads {@code a=1&b=2}; null is empty. */
  public static Parameters parse(String... encoded) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String part : encoded) {
      for (String pair : part == null || part.isEmpty() ? new String[0] : part.split("&")) {
        int equals = pair.indexOf('=');
        values.put(
            decode(equals < 0 ? pair : pair.substring(0, equals)),
            equals < 0 ? "" : decode(pair.substring(equals + 1)));
      }
    }
    return new Parameters(values);
  }

  public Optional<String> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The value, or the error that AWS gives for a missing one. */
  public String required(String name) {
    return get(name)
        .orElseThrow(
            () ->
                AwsException.invalid(
                    "ValidationError",
                    "1 validation error detected: Value null at '%s' failed to satisfy constraint: Member must not be null"
                        .formatted(name)));
  }

  /**
   * A map of the Query protocol: {@code PREFIX.1.KEY=a&PREFIX.1.VALUE=b}; the value may have
   * further members ({@code PREFIX.1.Value.StringValue}), which is what {@code value} names then.
   */
  public Map<String, String> entries(String prefix, String key, String value) {
    Map<String, String> entries = new LinkedHashMap<>();
    for (int i = 1; values.containsKey(prefix + "." + i + "." + key); i++) {
      String found = values.get(prefix + "." + i + "." + value);
      if (found != null) {
        entries.put(values.get(prefix + "." + i + "." + key), found);
      }
    }
    return entries;
  }

  /** The parameters whose names start with the prefix and a dot, without these. */
  public Parameters below(String prefix) {
    Map<String, String> below = new LinkedHashMap<>();
    values.forEach(
        (name, value) -> {
          if (name.startsWith(prefix + ".")) {
            below.put(name.substring(prefix.length() + 1), value);
          }
        });
    return new Parameters(below);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw AwsException.invalid(
          "MalformedQueryString", "'" + text + "' is badly encoded: " + e.getMessage());
    }
  }
}
