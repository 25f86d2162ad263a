package dev.sluice.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class Utf8TextTest {
  @Property(tries = 2000)
  void agreesWithTheJdkOnAnyBytes(@ForAll @Size(max = 24) byte[] bytes) {
    assertThat(Utf8Text.isValid(bytes, 0, bytes.length)).isEqualTo(jdkAccepts(bytes));
  }

  @Property
  void acceptsEveryCodePointAndNothingCutShort(@ForAll int anyInt) {
    int codePoint = Math.floorMod(anyInt, Character.MAX_CODE_POINT + 1);
    if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
      return;
    }
    byte[] bytes = ("0123456789" + Character.toString(codePoint)).getBytes(StandardCharsets.UTF_8);

    assertThat(Utf8Text.isValid(bytes, 0, bytes.length)).isTrue();
    assertThat(Utf8Text.isValid(bytes, 0, bytes.length - 1)).isEqualTo(bytes.length == 11);
  }

  @Property(tries = 5000)
  void agreesWithTheJdkOnFourBytes(@ForAll int bits) {
    byte[] bytes = ByteBuffer.allocate(4).putInt(bits | 0x80808080).array();

    assertThat(Utf8Text.isValid(bytes, 0, 4)).isEqualTo(jdkAccepts(bytes));
  }

  private static boolean jdkAccepts(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
