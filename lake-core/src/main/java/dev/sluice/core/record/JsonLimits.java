package dev.sluice.core.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.util.Locale;

/**
 * How large JSON from elsewhere may be in its parts. A value beyond a limit is valid JSON all the
 * same, so the exception's message says which limit it is, in words that go into a rejection.
 */
public final class JsonLimits extends StreamReadConstraints {
  /** Objects and arrays in one another. */
  public static final int DEPTH = 1_000;

  /** Digits and signs of a number. */
  public static final int NUMBER_LENGTH = 1_000;

  /** Bytes of a field's name. */
  public static final int NAME_LENGTH = 50_000;

  /** Characters of a text. */
  public static final int TEXT_LENGTH = 20_000_000;

  private static final long serialVersionUID = 1;
  private static final long UNLIMITED = -1;

  public JsonLimits() {
    super(DEPTH, UNLIMITED, NUMBER_LENGTH, TEXT_LENGTH, NAME_LENGTH, UNLIMITED);
  }

  @Override
  public void validateNestingDepth(int depth) throws StreamConstraintsException {
    check(depth, DEPTH, "nested deeper than %,d levels");
  }

  @Override
  public void validateIntegerLength(int length) throws StreamConstraintsException {
    check(length, NUMBER_LENGTH, "a number is longer than %,d characters");
  }

  @Override
  public void validateFPLength(int length) throws StreamConstraintsException {
    check(length, NUMBER_LENGTH, "a number is longer than %,d characters");
  }

  @Override
  public void validateNameLength(int length) throws StreamConstraintsException {
    check(length, NAME_LENGTH, "a field's name is longer than %,d characters");
  }

  @Override
  public void validateStringLength(int length) throws StreamConstraintsException {
    check(length, TEXT_LENGTH, "a text is longer than %,d characters");
  }

  /** What is wrong with JSON: which limit it goes beyond, or that it is not JSON. */
  public static String problem(JsonProcessingException e) {
    return e instanceof StreamConstraintsException ? e.getOriginalMessage() : "not JSON";
  }

  private static void check(int size, int most, String words) throws StreamConstraintsException {
    if (size > most) {
      throw new StreamConstraintsException(String.format(Locale.ROOT, words, most));
    }
  }
}
