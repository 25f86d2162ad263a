package dev.sluice.core.alert.rule;

import dev.sluice.core.alert.rule.Finding.Signal;
import dev.sluice.core.pipeline.Clearing;
import dev.sluice.core.pipeline.Limits;
import java.util.Optional;

/** Judges a measured number by limits. */
record NumberJudge(Limits limits, Optional<Clearing> clearing) {
  Signal judge(double number) {
    if (limits.isOutside(number)) {
      return Signal.HOLDS;
    }
    return clearing.isEmpty() || clears(clearing.get(), number)
        ? Signal.CLEARS
        : Signal.WITHIN_HYSTERESIS;
  }

  private static boolean clears(Clearing clearing, double number) {
    if (clearing instanceof Clearing.Outside outside) {
      return outside.limits().isOutside(number);
    } else if (clearing instanceof Clearing.Within within) {
      return !within.limits().isOutside(number);
    }
    throw new IllegalArgumentException("A number can't be judged by " + clearing);
  }
}
