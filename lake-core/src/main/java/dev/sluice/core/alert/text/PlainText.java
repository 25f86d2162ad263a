package dev.sluice.core.alert.text;

import java.nio.charset.StandardCharsets;

/** Texts as SNS takes them. */
public final class PlainText {
  private static final char REPLACEMENT = '\uFFFD';

  /** SNS takes 256 KiB with attributes. */
  public static final int LARGEST_BODY = 240 * 1024;

  private PlainText() {}

  /**
   * Whether SNS takes a message.
   *
   * @throws IllegalArgumentException if it doesn't
   */
  public static void checkMessage(String subject, String body) {
    if (!subject.matches("[!-~][ -~]{0,99}")) {
      throw new IllegalArgumentException(
          "A subject is 1 to 100 printable ASCII characters, not '" + subject + "'");
    }
    int size = body.getBytes(StandardCharsets.UTF_8).length;
    if (size == 0 || size > LARGEST_BODY) {
      throw new IllegalArgumentException(
          "A body is 1 to " + LARGEST_BODY + " bytes, not " + size + ": " + subject);
    }
  }

  /**
   * The text with every character that SNS refuses in messages and attributes (all but those of XML
   * 1.0, and unpaired surrogates) replaced by U+FFFD. A value sent by a device must never make an
   * alert undeliverable.
   */
  public static String clean(String text) {
    int bad = firstRefused(text, 0);
    if (bad < 0) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text);
    while (bad >= 0) {
      clean.setCharAt(bad, REPLACEMENT);
      bad = firstRefused(text, bad + 1);
    }
    return clean.toString();
  }

  /**
   * A value that a record gave, on one line: line breaks, other control characters and marks that
   * turn the direction of text are written as escapes, so that a device's name can't look like
   * lines of the message.
   */
  public static String visible(String value) {
    if (value.codePoints().noneMatch(PlainText::isHidden)) {
      return value;
    }
    StringBuilder shown = new StringBuilder();
    value
        .codePoints()
        .forEach(
            point -> {
              if (isHidden(point)) {
                shown.append(
                    point == '\n' ? "\\n" : point == '\r' ? "\\r" : "\\u%04X".formatted(point));
              } else {
                shown.appendCodePoint(point);
              }
            });
    return shown.toString();
  }

  /**
   * A value as a message attribute, with {@code ?} for what SNS doesn't deliver everywhere: where a
   * subscription has a filter policy, it drops messages with an attribute that is not valid inside
   * a JSON string (control characters, quotes, backslashes), and it refuses surrogates.
   */
  public static String attribute(String value) {
    return value
        .codePoints()
        .map(
            point ->
                isHidden(point) || point == '"' || point == '\\' || !isSingle(point) ? '?' : point)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  private static boolean isSingle(int point) {
    return Character.isBmpCodePoint(point) && !Character.isSurrogate((char) point);
  }

  private static boolean isHidden(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** Printable ASCII on one line, other characters as {@code ?}; at most {@code longest} long. */
  public static String asciiLine(String text, int longest) {
    StringBuilder line = new StringBuilder(longest);
    int at = 0;
    while (at < text.length() && line.length() < longest) {
      int point = text.codePointAt(at);
      boolean blank = point == '\n' || point == '\r' || point == '\t';
      line.append(blank ? ' ' : point < ' ' || point > '~' ? '?' : (char) point);
      at += Character.charCount(point);
    }
    return line.toString().strip();
  }

  /** The text, or its beginning and an ellipsis, at most {@code longest} characters. */
  public static String shortened(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
  }

  private static int firstRefused(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c) || c > '\uFFFD' || (c < ' ' && "\t\n\r".indexOf(c) < 0)) {
        return i;
      }
    }
    return -1;
  }
}
