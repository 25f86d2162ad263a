package dev.sluice.core.pipeline;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What becomes of a field's value before anything is stored or told. */
public sealed interface Mask {
  /** HMAC-SHA-256 of its text, as text: equal values stay equal, so that joins work. */
  record Hmac() implements Mask {}

  /** The field is left out. */
  record Drop() implements Mask {}

  /**
   * Its last characters stay, each other one is {@code *}; so is each of a value that has no more
   * than these.
   *
   * @param shown how many stay, 1 to 9
   */
  record Partial(int shown) implements Mask {
    public Partial {
      if (shown < 1 || shown > 9) {
        throw new IllegalArgumentException("1 to 9 characters may stay, not " + shown);
      }
    }
  }

  /** What a definition's {@code hmac}, {@code drop} or {@code partial(4)} says; else empty. */
  static Optional<Mask> read(String text) {
    Matcher partial = Pattern.compile("partial\\(([1-9])\\)").matcher(text);
    if (partial.matches()) {
      return Optional.of(new Partial(Integer.parseInt(partial.group(1))));
    }
    return switch (text) {
      case "hmac" -> Optional.of(new Hmac());
      case "drop" -> Optional.of(new Drop());
      default -> Optional.empty();
    };
  }
}
