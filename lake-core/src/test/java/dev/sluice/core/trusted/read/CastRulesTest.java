package dev.sluice.core.trusted.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.trusted.flaw.CastFlaw;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CastRulesTest {
  private final CastRules rules = new CastRules();

  /** The value's bits; null for null. */
  private Long cast(FieldType type, String text) {
    char[] padded = ("7" + text + "7").toCharArray();
    return rules.cast(type, padded, 1, text.length()) == CastFlaw.NONE ? rules.bits() : null;
  }

  private Double castDouble(String text) {
    Long bits = cast(FieldType.DOUBLE, text);
    return bits == null ? null : Double.valueOf(Double.longBitsToDouble(bits));
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "-7, -7",
    "0, 0",
    "-0, 0",
    "7.0, 7",
    "70e-1, 7",
    "1e3, 1000",
    "0.7e1, 7",
    "0e99, 0",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808, -9223372036854775808",
    "9223372036854775807.000, 9223372036854775807"
  })
  void takesWholeNumbersAsLong(String text, long expected) {
    assertThat(cast(FieldType.LONG, text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7.5",
        "9223372036854775808",
        "-9223372036854775809",
        "1e19",
        "1e999999999",
        " 7",
        "7 ",
        "+7",
        "07",
        ".5",
        "7.",
        "1e",
        "1e+",
        "0x7",
        "NaN",
        "true",
        "--7",
        "-",
        "7-",
        "1e-1",
        "1_0"
      })
  void givesNullForWhatIsNoLong(String text) {
    assertThat(cast(FieldType.LONG, text)).isNull();
  }

  @Test
  void givesNullForAnIntBeyond32Bits() {
    assertThat(cast(FieldType.INT, "2147483647")).isEqualTo(2147483647L);
    assertThat(cast(FieldType.INT, "-2147483648")).isEqualTo(-2147483648L);
    assertThat(cast(FieldType.INT, "2147483648")).isNull();
  }

  @Property
  void readsAnyLong(@ForAll long value) {
    assertThat(cast(FieldType.LONG, Long.toString(value))).isEqualTo(value);
  }

  @Property
  void readsDoublesAsJavaDoes(@ForAll double value) {
    assertThat(castDouble(Double.toString(value))).isEqualTo(value);
  }

  @Property
  void readsDecimalsOfAnyLengthAsJavaDoes(@ForAll @Scale(25) BigDecimal value) {
    assertThat(castDouble(value.toString())).isEqualTo(Double.parseDouble(value.toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999", "-1e999999999", "NaN", "Infinity", "", "1,5", "1d"})
  void givesNullForWhatIsNoFiniteDouble(String text) {
    assertThat(cast(FieldType.DOUBLE, text)).isNull();
  }

  @Test
  void roundsADoubleToFloat() {
    assertThat(cast(FieldType.FLOAT, "0.1")).isEqualTo(Float.floatToRawIntBits(0.1f));
    assertThat(cast(FieldType.FLOAT, "1e39")).isNull();
  }

  @Test
  void takesOnlyTheWordsTrueAndFalseAsBoolean() {
    assertThat(cast(FieldType.BOOLEAN, "true")).isEqualTo(1);
    assertThat(cast(FieldType.BOOLEAN, "false")).isZero();
    assertThat(cast(FieldType.BOOLEAN, "True")).isNull();
    assertThat(cast(FieldType.BOOLEAN, "1")).isNull();
    assertThat(cast(FieldType.BOOLEAN, "")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-06-01T00:00:10Z, 2026-06-01T00:00:10Z",
    "2026-06-01T02:00:10.1239+02:00, 2026-06-01T00:00:10.123Z",
    "2026-06-01, 2026-06-01T00:00:00Z",
    "1780272010, 2026-06-01T00:00:10Z",
    "1780272010.5, 2026-06-01T00:00:10.500Z",
    "1780272010500, 2026-06-01T00:00:10.500Z",
    "-1, 1969-12-31T23:59:59Z"
  })
  void takesMomentsInTextAndNumber(String text, Instant expected) {
    assertThat(cast(FieldType.TIMESTAMP, text)).isEqualTo(expected.toEpochMilli());
    assertThat(cast(FieldType.DATE, text))
        .isEqualTo(Math.floorDiv(expected.getEpochSecond(), 86_400L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "2026-06-01T00:00:10", "2026-02-30", "yesterday", "1e300", "1e-99999999"})
  void givesNullForWhatIsNoMoment(String text) {
    assertThat(cast(FieldType.TIMESTAMP, text)).isNull();
    assertThat(cast(FieldType.DATE, text)).isNull();
  }

  @Property
  void readsAnyDate(@ForAll LocalDate date) {
    if (date.getYear() >= 1 && date.getYear() <= 9999) {
      assertThat(cast(FieldType.DATE, date.toString())).isEqualTo(date.toEpochDay());
    }
  }
}
