package dev.sluice.localaws.firehose;

import dev.sluice.localaws.http.AwsException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The first part of an object's key, with {@code !{timestamp:…}} and {@code
 * !{firehose:random-string}} in it. One without a time gets {@code yyyy/MM/dd/HH/} at its end.
 */
final class KeyPrefix {
  private static final Pattern EXPRESSION = Pattern.compile("!\\{(\\w+):([^}]*)}");
  private static final String DEFAULT_TIME = "!{timestamp:yyyy/MM/dd/HH/}";
  private static final int LONGEST = 512;

  private final String text;
  private final ZoneId zone;

  private KeyPrefix(String text, ZoneId zone) {
    this.text = text;
    this.zone = zone;
  }

  /**
   * Checks a prefix and its companion for errors.
   *
   * @param errorText as given; null: none is given
   * @param zone in which times are written
   */
  static KeyPrefix of(String text, String errorText, ZoneId zone) {
    check(text, "Prefix");
    boolean expressions = text.contains("!{");
    if (text.contains("{firehose:error-output-type}")) {
      throw invalid("Prefix cannot contain !{firehose:error-output-type}");
    }
    if (errorText == null && expressions) {
      throw invalid("ErrorOutputPrefix cannot be null or empty when Prefix contains expressions");
    }
    if (errorText != null) {
      check(errorText, "ErrorOutputPrefix");
      if (errorText.contains("!{") && !errorText.contains("!{firehose:error-output-type}")) {
        throw invalid(
            "ErrorOutputPrefix must contain at least one instance of"
                + " !{firehose:error-output-type} when it contains expressions");
      }
    }
    String whole = text.contains("!{timestamp:") ? text : text + DEFAULT_TIME;
    KeyPrefix prefix = new KeyPrefix(whole, zone);
    if (prefix.at(Instant.EPOCH, () -> "0".repeat(11)).length() > LONGEST) {
      throw invalid("Prefix is longer than %d characters when evaluated".formatted(LONGEST));
    }
    return prefix;
  }

  /** The prefix of an object whose oldest record arrived then. */
  String at(Instant oldest, Supplier<String> randomString) {
    Matcher found = EXPRESSION.matcher(text);
    StringBuilder key = new StringBuilder();
    while (found.find()) {
      String value =
          found.group(1).equals("timestamp")
              ? time(found.group(2), oldest.atZone(zone))
              : randomString.get();
      found.appendReplacement(key, Matcher.quoteReplacement(value));
    }
    return found.appendTail(key).toString();
  }

  private static void check(String text, String what) {
    Matcher found = EXPRESSION.matcher(text);
    while (found.find()) {
      checkExpression(found.group(1), found.group(2), what);
    }
    if (EXPRESSION.matcher(text).replaceAll("").contains("!{")) {
      throw invalid(what + " contains '!{', which only !{namespace:value} may: " + text);
    }
  }

  private static void checkExpression(String namespace, String value, String what) {
    switch (namespace) {
      case "timestamp" -> {
        if (time(value, Instant.EPOCH.atZone(ZoneOffset.UTC)).isEmpty()) {
          throw invalid(what + " has an empty !{timestamp:}");
        }
      }
      case "firehose" -> {
        if (!value.equals("random-string") && !value.equals("error-output-type")) {
          throw invalid("%s has !{firehose:%s}, which is not known".formatted(what, value));
        }
      }
      default ->
          throw invalid(
              "%s has the namespace '%s'; the local lake knows timestamp and firehose"
                  .formatted(what, namespace));
    }
  }

  private static String time(String pattern, ZonedDateTime time) {
    try {
      return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(time);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw invalid("!{timestamp:%s} is not a time pattern: %s".formatted(pattern, e.getMessage()));
    }
  }

  static AwsException invalid(String text) {
    return AwsException.invalid("InvalidArgumentException", text);
  }

  @Override
  public String toString() {
    return text;
  }
}
