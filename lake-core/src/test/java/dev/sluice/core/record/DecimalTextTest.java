package dev.sluice.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTextTest {
  private final DecimalText number = new DecimalText();

  @Property(tries = 5000)
  void isWholeExactlyIfItsValueIs(@ForAll("numbers") String text) {
    BigDecimal exact = new BigDecimal(text);
    boolean isLong = isWhole(exact) && exact.toBigIntegerExact().bitLength() < Long.SIZE;

    assertThat(number.read(text.toCharArray(), 0, text.length())).isTrue();
    assertThat(number.isLong()).isEqualTo(isLong);
    if (isLong) {
      assertThat(number.longValue()).isEqualTo(exact.longValueExact());
    }
  }

  @Provide
  Arbitrary<String> numbers() {
    Arbitrary<String> whole =
        Arbitraries.oneOf(
            Arbitraries.longs().map(Object::toString),
            Arbitraries.integers().between(-999, 999).map(Object::toString),
            Arbitraries.of("-0", "9223372036854775807", "-9223372036854775808"),
            Arbitraries.bigIntegers()
                .between(BigInteger.TWO.pow(70).negate(), BigInteger.TWO.pow(70))
                .map(Object::toString));
    Arbitrary<String> fraction =
        Arbitraries.oneOf(
            Arbitraries.of("", ".0", ".5", ".50", ".000", ".25000000000000000000"),
            Arbitraries.strings().numeric().ofMinLength(1).ofMaxLength(25).map(s -> "." + s));
    Arbitrary<String> exponent =
        Arbitraries.oneOf(
            Arbitraries.of("", "e0", "E+00"),
            Arbitraries.integers().between(-30, 30).map(e -> "e" + e));
    return Combinators.combine(whole, fraction, exponent).as((a, b, c) -> a + b + c);
  }

  private static boolean isWhole(BigDecimal exact) {
    return exact.signum() == 0 || exact.stripTrailingZeros().scale() <= 0;
  }

  @ParameterizedTest
  @CsvSource({
    "21.0, 21",
    "1e3, 1000",
    "-0.0, 0",
    "1.50e1, 15",
    "9007199254740993.0, 9007199254740993",
    "0e999999999999, 0",
    "0.00e-5, 0",
    "92233720368547758.07e2, 9223372036854775807",
    "-9223372036854775808.000, -9223372036854775808",
  })
  void aWholeNumberMayBeWrittenWithAPointOrAnExponent(String text, long value) {
    assertThat(number.read(text.toCharArray(), 0, text.length())).isTrue();
    assertThat(number.isLong()).isTrue();
    assertThat(number.longValue()).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e400",
        "1e-1",
        "1.5",
        "1e99999999999",
        "1e-99999999999",
        "9223372036854775808",
        "9223372036854775807.5",
        "0.1e0",
        "92233720368547758080e-1"
      })
  void whatIsNotWholeOrTooLargeIsNoLong(String text) {
    assertThat(number.read(text.toCharArray(), 0, text.length())).isTrue();
    assertThat(number.isLong()).isFalse();
  }
}
