package dev.sluice.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;

/** Senders choose the values. */
class DictionariesTest {
  /** Times the factor of the hash they are 1, 2, 3, … */
  @Test
  void numbersThatAllBelongToOnePlaceEndTheDictionary() {
    BigInteger factor = new BigInteger("9E3779B97F4A7C15", 16);
    long inverse = factor.modInverse(BigInteger.ONE.shiftLeft(Long.SIZE)).longValue();
    NumberDictionary numbers = new NumberDictionary();
    int count = 0;

    while (numbers.idOf(count * inverse) != Probes.NO_PLACE) {
      count++;
    }

    assertThat(count).isBetween(1, 2_000);
  }

  @Test
  void textsOfOneHashEndTheDictionary() {
    TextDictionary texts = new TextDictionary();
    int count = 0;

    while (count < 1 << 16) {
      StringBuilder text = new StringBuilder();
      for (int bit = 0; bit < 16; bit++) {
        text.append((count >> bit & 1) == 0 ? "Aa" : "BB");
      }
      if (texts.idOf(text.toString().getBytes(UTF_8), 0, text.length()) == Probes.NO_PLACE) {
        break;
      }
      count++;
    }

    assertThat(count).isBetween(1, 2_000);
  }

  @Test
  void usualValuesNeverEndIt() {
    NumberDictionary numbers = new NumberDictionary();
    TextDictionary texts = new TextDictionary();

    for (int i = 0; i < 100_000; i++) {
      byte[] text = ("a/b/" + i % 300 + "/" + i / 300).getBytes(UTF_8);
      assertThat(texts.idOf(text, 0, text.length)).isEqualTo(i);
      assertThat(numbers.idOf(Double.doubleToRawLongBits(i * 0.25))).isEqualTo(i);
    }
  }
}
