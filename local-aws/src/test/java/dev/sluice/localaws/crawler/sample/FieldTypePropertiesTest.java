package dev.sluice.localaws.crawler.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localaws.crawler.sample.FieldType.ListOf;
import dev.sluice.localaws.crawler.sample.FieldType.Scalar;
import dev.sluice.localaws.crawler.sample.FieldType.Struct;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** So that a schema does not depend on the order in which objects are looked at. */
class FieldTypePropertiesTest {
  @Property
  void joiningIsCommutative(@ForAll("types") FieldType a, @ForAll("types") FieldType b) {
    assertThat(FieldType.join(a, b)).isEqualTo(FieldType.join(b, a));
  }

  @Property
  void joiningIsAssociative(
      @ForAll("types") FieldType a, @ForAll("types") FieldType b, @ForAll("types") FieldType c) {
    assertThat(FieldType.join(FieldType.join(a, b), c))
        .isEqualTo(FieldType.join(a, FieldType.join(b, c)));
  }

  @Property
  void joiningIsIdempotent(@ForAll("types") FieldType a) {
    assertThat(FieldType.join(a, a)).isEqualTo(a);
  }

  @Property
  void nullsChangeNoType(@ForAll("types") FieldType a) {
    assertThat(FieldType.join(a, FieldType.NOTHING)).isEqualTo(a);
  }

  @Provide
  Arbitrary<FieldType> types() {
    return nested(2);
  }

  private static Arbitrary<FieldType> nested(int depth) {
    Arbitrary<FieldType> scalars =
        Arbitraries.of(
                "tinyint",
                "smallint",
                "int",
                "bigint",
                "float",
                "double",
                "boolean",
                "string",
                "date",
                "decimal(10,2)")
            .map(Scalar::new);
    Arbitrary<FieldType> leaves =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(6, scalars),
            net.jqwik.api.Tuple.of(1, Arbitraries.just(FieldType.NOTHING)));
    if (depth == 0) {
      return leaves;
    }
    Arbitrary<FieldType> inner = nested(depth - 1);
    return Arbitraries.oneOf(
        leaves,
        inner.map(ListOf::new),
        Arbitraries.maps(Arbitraries.of("a", "b", "c"), inner).ofMaxSize(3).map(Struct::new));
  }
}
