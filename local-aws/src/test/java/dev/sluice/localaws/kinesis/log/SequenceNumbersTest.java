package dev.sluice.localaws.kinesis.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SequenceNumbersTest {
  private final SequenceNumbers numbers = new SequenceNumbers(1_780_272_000L, 3);

  @Test
  void orderOfTextIsOrderOfRecords() {
    Random random = new Random(42);
    for (int i = 0; i < 10_000; i++) {
      long a = random.nextLong(Long.MAX_VALUE);
      long b = random.nextLong(1L << (1 + i % 62));
      assertThat(numbers.of(a)).hasSize(56).containsOnlyDigits();
      assertThat(Integer.signum(numbers.of(a).compareTo(numbers.of(b))))
          .isEqualTo(Long.compare(a, b));
      assertThat(numbers.ordinal(numbers.of(a))).isEqualTo(a);
    }
  }

  @Test
  void refusesNumbersOfOtherShards() {
    String other = new SequenceNumbers(1_780_272_000L, 4).of(1);
    for (String number : new String[] {other, "", "x".repeat(56), "9".repeat(56)}) {
      assertThatThrownBy(() -> numbers.ordinal(number))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
