package dev.sluice.localaws.crawler.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.localaws.crawler.sample.SampleType.ListOf;
import dev.sluice.localaws.crawler.sample.SampleType.Scalar;
import dev.sluice.localaws.crawler.sample.SampleType.Struct;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** So that a schema does not depend on the order in which objects are looked at. */
class SampleTypePropertiesTest {
  @Property
  void joiningIsCommutative(@ForAll("types") SampleType a, @ForAll("types") SampleType b) {
    assertThat(SampleType.join(a, b)).isEqualTo(SampleType.join(b, a));
  }

  @Property
  void joiningIsAssociative(
      @ForAll("types") SampleType a, @ForAll("types") SampleType b, @ForAll("types") SampleType c) {
    assertThat(SampleType.join(SampleType.join(a, b), c))
        .isEqualTo(SampleType.join(a, SampleType.join(b, c)));
  }

  @Property
  void joiningIsIdempotent(@ForAll("types") SampleType a) {
    assertThat(SampleType.join(a, a)).isEqualTo(a);
  }

  @Property
  void nullsChangeNoType(@ForAll("types") SampleType a) {
    assertThat(SampleType.join(a, SampleType.NOTHING)).isEqualTo(a);
  }

  @Provide
  Arbitrary<SampleType> types() {
    return nested(2);
  }

  private static Arbitrary<SampleType> nested(int depth) {
    Arbitrary<SampleType> scalars =
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
    Arbitrary<SampleType> leaves =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(6, scalars),
            net.jqwik.api.Tuple.of(1, Arbitraries.just(SampleType.NOTHING)));
    if (depth == 0) {
      return leaves;
    }
    Arbitrary<SampleType> inner = nested(depth - 1);
    return Arbitraries.oneOf(
        leaves,
        inner.map(ListOf::new),
        Arbitraries.maps(Arbitraries.of("a", "b", "c"), inner).ofMaxSize(3).map(Struct::new));
  }
}
