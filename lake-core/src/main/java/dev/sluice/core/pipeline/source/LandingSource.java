package dev.sluice.core.pipeline.source;

import dev.sluice.core.pipeline.LakeLayout;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes files that are put into a folder of the lake's bucket.
 *
 * @param from the folder: a key prefix that begins with {@code landing/} and ends with a slash
 * @param match the files' names, with {@code *} for any characters and {@code ?} for one
 * @param to their keys in raw, with {@code {file}} for the name and {@code {yyyy}}, {@code {MM}},
 *     {@code {M}}, {@code {dd}}, {@code {d}}, {@code {HH}}, {@code {H}} for the time at which they
 *     were put, UTC
 */
public record LandingSource(String from, String match, String to) implements Source {
  /** What {@link #to} may hold. */
  public static final Pattern PLACEHOLDER = Pattern.compile("\\{(yyyy|MM?|dd?|HH?|file)\\}");

  public LandingSource {
    if (!from.startsWith(LakeLayout.LANDING) || !from.endsWith("/")) {
      throw new IllegalArgumentException(
          "from begins with '" + LakeLayout.LANDING + "' and ends with '/', but is '" + from + "'");
    }
    if (match.isEmpty() || match.contains("/")) {
      throw new IllegalArgumentException("match is a file's name, not '" + match + "'");
    }
    if (!to.startsWith(LakeLayout.RAW) || !to.endsWith("/{file}")) {
      throw new IllegalArgumentException(
          "to begins with 'raw/' and ends with '/{file}', but is '" + to + "'");
    }
  }

  @Override
  public boolean needsStream() {
    return false;
  }

  /** Whether an object of that key is one of the files. */
  public boolean takes(String key) {
    return key.startsWith(from) && matches(key.substring(from.length()));
  }

  /** Whether a file of that name is one of the files. */
  public boolean matches(String name) {
    StringBuilder regex = new StringBuilder();
    match
        .chars()
        .forEach(
            c -> {
              switch (c) {
                case '*' -> regex.append("[^/]*");
                case '?' -> regex.append("[^/]");
                default -> regex.append(Pattern.quote(Character.toString(c)));
              }
            });
    return Pattern.matches(regex.toString(), name);
  }

  /** The key in raw of a file that was put then. */
  public String target(String key, Instant at) {
    return filled(to, key, at);
  }

  /** The key of a file that was put then and can't be taken. */
  public String rejected(String pipeline, String key, Instant at) {
    String prefix =
        filled(
            new LakeLayout(pipeline).rejected(LakeLayout.Rejected.LANDING)
                + "year={yyyy}/month={MM}/day={dd}/",
            key,
            at);
    return prefix + key.substring(LakeLayout.LANDING.length());
  }

  private static String filled(String template, String key, Instant at) {
    String file = key.substring(key.lastIndexOf('/') + 1);
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group(1).equals("file") ? file : time(found.group(1), at)));
  }

  private static String time(String field, Instant at) {
    return DateTimeFormatter.ofPattern(field, Locale.ROOT).withZone(ZoneOffset.UTC).format(at);
  }
}
