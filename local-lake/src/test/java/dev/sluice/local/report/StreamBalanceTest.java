package dev.sluice.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class StreamBalanceTest {
  @Test
  void aFeedThatRepeatsItsItemsLosesNothing() {
    StreamBalance balance = new StreamBalance(42_675, 2_187, 40_488, 0, 0, 0, 0);

    assertThat(balance.repeats()).isEqualTo(40_488);
    assertThat(balance.holds()).isTrue();
  }

  @Test
  void copiesOfRepeatedDeliveriesAreNoRepeats() {
    StreamBalance balance = new StreamBalance(100, 100, 7, 0, 0, 0, StreamBalance.UNKNOWN);

    assertThat(balance.repeats()).isZero();
    assertThat(balance.holds()).isTrue();
  }

  @Test
  void aRepeatDoesNotMaskALoss() {
    // a, a, b and c were given; b did not arrive.
    StreamBalance balance = new StreamBalance(4, 2, 1, 0, 0, 0, 0);

    assertThat(balance.lost()).isEqualTo(1);
    assertThat(balance.repeats()).isEqualTo(1);
    assertThat(balance.holds()).isFalse();
  }

  @Test
  void aRepeatedDeliveryDoesNotMaskTheLossOfARepeatingSource() {
    // a, a, b were given; a is there three times, b is not: the copy that is too many hides it.
    StreamBalance balance = new StreamBalance(3, 1, 2, 0, 0, 0, 1);

    assertThat(balance.lost()).isZero();
    assertThat(balance.unsure()).isEqualTo(1);
    assertThat(balance.holds()).isFalse();
  }

  @Test
  void aRepeatThatFailedIsARepeat() {
    // a failed once and arrived when it was given again.
    StreamBalance balance = new StreamBalance(2, 1, 0, 0, 0, 1, 0);

    assertThat(balance.repeats()).isEqualTo(1);
    assertThat(balance.holds()).isTrue();
  }

  @Test
  void moreThanTheSourceGaveIsNotExplained() {
    assertThat(new StreamBalance(2, 3, 0, 0, 0, 0, 0).surplus()).isEqualTo(1);
    assertThat(new StreamBalance(2, 3, 0, 0, 0, 0, 0).holds()).isFalse();
  }

  /** Whatever a source repeats and a delivery repeats or loses: what is lost is never complete. */
  @Property(tries = 2_000)
  void neverHoldsWhenAnIdIsLost(@ForAll long seed) {
    Random random = new Random(seed);
    Map<String, Integer> raw = new HashMap<>();
    int produced = 0;
    int repeated = 0;
    boolean lost = false;
    for (int id = 0; id < 12; id++) {
      int given = 1 + random.nextInt(3);
      produced += given;
      if (random.nextInt(8) == 0) {
        lost = true;
        continue;
      }
      int again = random.nextInt(4) == 0 ? 1 : 0;
      repeated += again;
      raw.put("id-" + id, given + again);
    }
    int stored = raw.values().stream().mapToInt(Integer::intValue).sum();
    long unanswered = repeated + random.nextInt(2);
    StreamBalance balance =
        new StreamBalance(produced, raw.size(), stored - raw.size(), 0, 0, 0, unanswered);

    assertThat(balance.holds() && lost).as("%s", balance).isFalse();
    if (!lost && unanswered == repeated) {
      assertThat(balance.holds()).as("%s", balance).isTrue();
    }
  }
}
