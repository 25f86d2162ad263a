package dev.sluice.core.pipeline;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How the times of a field or column are written.
 *
 * @param form which way
 * @param pattern in the letters of {@link java.time.format.DateTimeFormatter}; empty for any other
 *     form
 * @param zone of times without an offset, in ISO 8601 or by a pattern
 */
public record TimeFormat(Form form, String pattern, Optional<ZoneId> zone) {
  /** What is read if nothing is said. */
  public static final TimeFormat USUAL = new TimeFormat(Form.USUAL, "", Optional.empty());

  public TimeFormat {
    if (pattern.isEmpty() == (form == Form.PATTERN)) {
      throw new IllegalArgumentException("A pattern and no other form has letters: " + pattern);
    }
    if (zone.isPresent() && form != Form.PATTERN && form != Form.ISO) {
      throw new IllegalArgumentException(form + " is the same in all zones, not only in " + zone);
    }
  }

  /** The ways to write a time. */
  public enum Form {
    /** ISO 8601 with an offset, a date, or epoch seconds or milliseconds by their size. */
    USUAL,
    EPOCH_S,
    EPOCH_MS,
    EPOCH_US,
    EPOCH_NS,
    /** ISO 8601; without an offset only if there is a zone. */
    ISO,
    PATTERN;

    /** The word for it in a definition, {@code epoch-us}. */
    public String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it is a number since 1970, never a text like ISO 8601. */
    public boolean isEpoch() {
      return switch (this) {
        case EPOCH_S, EPOCH_MS, EPOCH_US, EPOCH_NS -> true;
        case USUAL, ISO, PATTERN -> false;
      };
    }

    /** The form of a word; a pattern is one without a word of its own. */
    public static Form of(String word) {
      return Arrays.stream(values())
          .filter(form -> form != USUAL && form.word().equals(word))
          .findFirst()
          .orElse(PATTERN);
    }
  }

  /** As it is written in a definition. */
  public String text() {
    return form == Form.PATTERN ? pattern : form.word();
  }
}
