package dev.sluice.core.trusted.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.trusted.rows.Row;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A regular expression that a whole text has to match. A text for which that takes more than
 * {@value #MOST_STEPS} steps, or goes too deep, doesn't match.
 */
final class TextPattern {
  private static final int MOST_STEPS = 1_000_000;

  private final Matcher matcher;
  private final int column;

  TextPattern(String regex, int column) {
    matcher = Pattern.compile(regex).matcher("");
    this.column = column;
  }

  boolean matches(Row row) {
    String text = new String(row.bytes(), row.textOffset(column), row.textLength(column), UTF_8);
    try {
      return matcher.reset(new CountedText(text)).matches();
    } catch (TooManyStepsException | StackOverflowError e) {
      return false;
    }
  }

  /** Counts how often a character is asked for. */
  private static final class CountedText implements CharSequence {
    private final String text;
    private int steps;

    CountedText(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (++steps > MOST_STEPS + text.length()) {
        throw new TooManyStepsException();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int from, int to) {
      return text.substring(from, to);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final class TooManyStepsException extends RuntimeException {
    private static final long serialVersionUID = 1;
  }
}
