package dev.sluice.core.trusted.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RewindableBytesTest {
  /** What a parser gets of a part of that many bytes at a time. */
  private static byte[] given(RewindableBytes bytes, int part) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[part + 1];
    for (int read = bytes.read(buffer, 1, part); read > 0; read = bytes.read(buffer, 1, part)) {
      out.write(buffer, 1, read);
    }
    return out.toByteArray();
  }

  @Property(tries = 300)
  void textComesAsItIs(@ForAll String text, @ForAll @IntRange(min = 1, max = 9) int part)
      throws IOException {
    byte[] valid = text.getBytes(UTF_8);

    assertThat(given(new RewindableBytes(new ByteArrayInputStream(valid)), part))
        .isEqualTo(text.startsWith("\ufeff") ? text.substring(1).getBytes(UTF_8) : valid);
  }

  @ParameterizedTest
  @CsvSource({
    "FF, FE",
    "C1 A1, FE A1",
    "E0 81 A1, E0 FE A1",
    "ED A0 80, ED FE 80",
    "F0 8F BF BF, F0 FE BF BF",
    "F4 90 80 80, F4 FE 80 80",
    "F5 80 80 80, FE 80 80 80"
  })
  void whatIsNotUtf8IsSpoiltWhereverABlockEndsAndKeptAsItCame(String wrong, String spoilt)
      throws IOException {
    HexFormat hex = HexFormat.ofDelimiter(" ").withUpperCase();
    String around = "61 E2 82 AC 61 61 61 61 61 61 61 61 F0 9F 98 80 ";
    byte[] content = hex.parseHex(around + wrong + " 61");
    for (int part = 1; part <= content.length; part++) {
      RewindableBytes bytes = new RewindableBytes(new ByteArrayInputStream(content));

      assertThat(hex.formatHex(given(bytes, part))).isEqualTo(around + spoilt + " 61");
      assertThat(bytes.goBack(0)).isTrue();
      assertThat(bytes.peek(16)).isEqualTo(content[16] & 0xFF);
      for (byte each : content) {
        assertThat((byte) bytes.read()).isEqualTo(each);
      }
    }
  }
}
