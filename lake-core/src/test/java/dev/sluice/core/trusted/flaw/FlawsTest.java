package dev.sluice.core.trusted.flaw;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlawsTest {
  private static Flaw cast(String column, long count, String example) {
    return new Flaw(Flaw.Kind.CAST, column, "not a number", count, example);
  }

  private static Flaws many(int flaws, String example) {
    return new Flaws(
        IntStream.rangeClosed(1, flaws).mapToObj(i -> cast("c" + i, i, example)).toList());
  }

  @Test
  void addsUpLikeOnesAndKeepsTheFirstExample() {
    Flaws one = new Flaws(List.of(cast("a", 1, "x"), cast("b", 5, "y")));
    Flaws other = new Flaws(List.of(cast("a", 2, "z")));
    assertThat(one.plus(other).all()).containsExactly(cast("b", 5, "y"), cast("a", 3, "x"));
  }

  @Test
  void sumsUpWhatIsBeyondTwenty() {
    Flaws flaws = many(30, "x").plus(many(1, "x"));
    assertThat(flaws.all()).hasSize(21);
    assertThat(flaws.all().get(20)).isEqualTo(Flaw.others(Flaw.Kind.CAST, 56));
    assertThat(flaws.count(Flaw.Kind.CAST)).isEqualTo(30 * 31 / 2 + 1);
    assertThat(flaws.count(Flaw.Kind.CHECK)).isZero();
  }

  @Test
  void escapesControlCharactersOfExamplesAndCutsThem() {
    assertThat(cast("a", 1, "a\n\u0000b\u2028\ud83d").example())
        .isEqualTo("a\\u000a\\u0000b\\u2028\\ud83d");
    assertThat(cast("a", 1, "ä😀").example()).isEqualTo("ä😀");
    String cut = cast("a", 1, "x".repeat(76) + "😀".repeat(9)).example();
    assertThat(cut).isEqualTo("x".repeat(76) + "...");
    assertThat(cast("a", 1, cut).example()).isEqualTo(cut);
  }

  @Test
  void isTheSameAfterItsWayThroughJson() {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    FlawsJson.write(array, many(30, "ä😀\u0000\"").all());
    assertThat(new Flaws(FlawsJson.read(array))).isEqualTo(many(30, "ä😀\u0000\""));
  }

  @Test
  void fitsIntoMetadataWithRightSums() {
    assertThat(new Flaws(FlawsJson.ofAscii(FlawsJson.ascii(many(3, "ä😀\""), 1400))))
        .isEqualTo(many(3, "ä😀\""));
    Flaws odd = many(30, "😀".repeat(40));
    String text = FlawsJson.ascii(odd, 1400);
    assertThat(text).hasSizeLessThanOrEqualTo(1400).matches("[ -~]+");
    Flaws read = new Flaws(FlawsJson.ofAscii(text));
    assertThat(read.count(Flaw.Kind.CAST)).isEqualTo(odd.count(Flaw.Kind.CAST));
    assertThat(read.all().size()).isGreaterThan(5);
    assertThat(read.all().get(0).subject()).isEqualTo("c30");
  }
}
