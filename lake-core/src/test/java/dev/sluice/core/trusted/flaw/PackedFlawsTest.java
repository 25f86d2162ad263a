package dev.sluice.core.trusted.flaw;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PackedFlawsTest {
  private static final char[] TEXT = "text".toCharArray();

  private final PackedFlaws flaws = new PackedFlaws();

  private void add(int column, CastFlaw flaw) {
    flaws.add(column, flaw, TEXT, 0, TEXT.length);
  }

  @Test
  void aFieldThatComesAgainAndAgainLeavesNothingBehind() {
    add(1, CastFlaw.NOT_UNICODE);
    int one = flaws.length();
    for (int i = 0; i < 1000; i++) {
      flaws.forget(2);
      add(2, CastFlaw.OBJECT_OR_ARRAY);
    }
    assertThat(flaws.length()).isEqualTo(2 * one);
    flaws.forget(1);
    assertThat(flaws.of(1)).isEqualTo(CastFlaw.NONE);
    assertThat(flaws.of(2)).isEqualTo(CastFlaw.OBJECT_OR_ARRAY);
  }

  @Test
  void aColumnWithTwoFlawsForgetsBoth() {
    add(1, CastFlaw.NOT_UNICODE);
    add(2, CastFlaw.NOT_UNICODE);
    add(1, CastFlaw.ITEM_LEFT_OUT);
    flaws.forget(1);
    assertThat(flaws.of(1)).isEqualTo(CastFlaw.NONE);
    assertThat(flaws.of(2)).isEqualTo(CastFlaw.NOT_UNICODE);
    flaws.forget(2);
    assertThat(flaws.isEmpty()).isTrue();
  }

  @Test
  void fieldsBeyondTheFirstAreStillCountedTogetherAfterAColumnForgets() {
    add(1, CastFlaw.NOT_UNICODE);
    for (int i = 0; i < 22; i++) {
      flaws.addField("f" + i, TEXT, 0, TEXT.length);
    }
    int all = flaws.length();
    flaws.forget(1);
    int fields = flaws.length();
    flaws.addField("more", TEXT, 0, TEXT.length);
    assertThat(flaws.length()).isEqualTo(fields).isLessThan(all);
  }
}
