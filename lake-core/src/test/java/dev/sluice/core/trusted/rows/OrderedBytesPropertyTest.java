package dev.sluice.core.trusted.rows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.function.BiConsumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class OrderedBytesPropertyTest {
  private static <T> int order(T a, T b, BiConsumer<OrderedBytes, T> add) {
    return Integer.signum(Arrays.compareUnsigned(bytes(a, add), bytes(b, add)));
  }

  private static <T> byte[] bytes(T value, BiConsumer<OrderedBytes, T> add) {
    OrderedBytes bytes = new OrderedBytes();
    if (value == null) {
      bytes.addNull();
    } else {
      add.accept(bytes, value);
    }
    return bytes.toArray();
  }

  @Property
  void longsAreInOrder(@ForAll long a, @ForAll long b) {
    assertThat(order(a, b, OrderedBytes::addLong)).isEqualTo(Long.compare(a, b));
    assertThat(order(null, a, OrderedBytes::addLong)).isNegative();
    assertThat(order(a, a, OrderedBytes::addLong)).isZero();
  }

  @Property
  void doublesAreInOrder(@ForAll double a, @ForAll double b) {
    assertThat(order(a, b, OrderedBytes::addDouble)).isEqualTo(Double.compare(a, b));
    assertThat(order(-0.0, 0.0, OrderedBytes::addDouble)).isNegative();
    assertThat(order(null, a, OrderedBytes::addDouble)).isNegative();
  }

  @Property
  void textsAreInOrderOfTheirBytesWhateverFollows(
      @ForAll String a, @ForAll String b, @ForAll long c, @ForAll long d) {
    int expected = Arrays.compareUnsigned(a.getBytes(UTF_8), b.getBytes(UTF_8));
    int order = Arrays.compareUnsigned(text(a, c), text(b, expected == 0 ? c : d));
    assertThat(Integer.signum(order)).isEqualTo(Integer.signum(expected));
    assertThat(Arrays.compareUnsigned(text("a", c), text("a\0", d))).isNegative();
  }

  private static byte[] text(String text, long next) {
    OrderedBytes bytes = new OrderedBytes();
    byte[] utf8 = text.getBytes(UTF_8);
    bytes.addText(utf8, 0, utf8.length);
    bytes.addLong(next);
    return bytes.toArray();
  }
}
