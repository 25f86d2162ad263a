package dev.sluice.core.trusted.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sluice.core.trusted.rows.Row;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A regular expression that a whole text has to match. A text for which that takes more than
 * {@value #MOST_STEPS} steps doesn't match. The verdict doesn't depend on the stack of who asks.
 */
final class TextPattern {
  private static final int MOST_STEPS = 1_000_000;
  private static final long STACK_BYTES = 256L << 20;

  private final Matcher matcher;
  private final int column;

  TextPattern(String regex, int column) {
    matcher = Pattern.compile(regex).matcher("");
    this.column = column;
  }

  /** Whether it matches the row's text, unless that needs more than {@value #STACK_BYTES} bytes. */
  boolean matches(Row row) throws TooDeepException {
    String text = new String(row.bytes(), row.textOffset(column), row.textLength(column), UTF_8);
    try {
      return matches(text);
    } catch (StackOverflowError e) {
      return matchesDeep(text);
    }
  }

  private boolean matches(String text) {
    try {
      return matcher.reset(new CountedText(text)).matches();
    } catch (TooManyStepsException e) {
      return false;
    }
  }

  private boolean matchesDeep(String text) {
    FutureTask<Boolean> task = new FutureTask<>(() -> matches(text));
    new Thread(null, task, "regex", STACK_BYTES).start();
    try {
      return task.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof StackOverflowError) {
        throw new TooDeepException();
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a text was matched", e);
    }
  }

  /** Nothing can be said of the text. */
  static final class TooDeepException extends RuntimeException {
    private static final long serialVersionUID = 1;
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
