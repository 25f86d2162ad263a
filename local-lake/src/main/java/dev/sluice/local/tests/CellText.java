package dev.sluice.local.tests;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;

/** Whether a cell of a result is the expected value. */
final class CellText {
  private static final MathContext DIGITS = new MathContext(9, RoundingMode.HALF_EVEN);

  private CellText() {}

  /**
   * Compares.
   *
   * @param cell as Athena writes it; null: SQL's null
   */
  static boolean isEqual(JsonNode expected, String cell) {
    if (expected.isNull() || cell == null) {
      return expected.isNull() && cell == null;
    }
    String text = expected.asText();
    return text.equals(cell) || isSameNumber(text, cell) || isSameTime(text, cell);
  }

  private static boolean isSameNumber(String expected, String cell) {
    return number(expected)
        .flatMap(a -> number(cell).map(b -> a.round(DIGITS).compareTo(b.round(DIGITS)) == 0))
        .orElse(false);
  }

  private static Optional<BigDecimal> number(String text) {
    return text.length() < 400 && text.matches("[-+]?\\d+(\\.\\d*)?([eE][-+]?\\d{1,3})?")
        ? Optional.of(new BigDecimal(text))
        : Optional.empty();
  }

  private static boolean isSameTime(String expected, String cell) {
    return time(expected).flatMap(a -> time(cell).map(a::equals)).orElse(false);
  }

  private static Optional<Instant> time(String text) {
    if (!text.matches("\\d{4}-\\d\\d-\\d\\d.*")) {
      return Optional.empty();
    }
    String iso = text.replace(' ', 'T');
    try {
      String full = iso.length() == 10 ? iso + "T00:00:00" : iso;
      return Optional.of(
          full.matches(".*(Z|[-+]\\d\\d:\\d\\d)")
              ? OffsetDateTime.parse(full).toInstant()
              : Instant.parse(full + "Z"));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
