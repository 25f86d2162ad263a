package dev.sluice.core.definition.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SuggestionTest {
  @Test
  void countsASwapOfNeighboursAsOneMistake() {
    assertThat(Suggestion.distance("tmeperature", "temperature")).isEqualTo(1);
  }

  @Test
  void suggestsTheNearest() {
    assertThat(Suggestion.of("temprature", List.of("power", "temperature")))
        .isEqualTo("; did you mean 'temperature'?");
  }

  @Test
  void suggestsNothingForSomethingElse() {
    assertThat(Suggestion.of("wind", List.of("power", "temperature"))).isEmpty();
  }

  @Property
  void isSymmetricAndAtMostTheLongerLength(
      @ForAll @StringLength(max = 12) String a, @ForAll @StringLength(max = 12) String b) {
    assertThat(Suggestion.distance(a, b))
        .isEqualTo(Suggestion.distance(b, a))
        .isLessThanOrEqualTo(
            Math.max(
                a.toLowerCase(java.util.Locale.ROOT).length(),
                b.toLowerCase(java.util.Locale.ROOT).length()));
  }
}
