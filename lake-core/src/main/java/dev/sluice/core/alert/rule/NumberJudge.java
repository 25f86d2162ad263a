package dev.sluice.core.alert.rule;

import dev.sluice.core.alert.rule.Finding.Signal;
import dev.sluice.core.pipeline.Band;
import dev.sluice.core.pipeline.Clearing;
import java.util.Optional;

/** Judges a measured number: it fires outside the band. */
record NumberJudge(Band band, Optional<Clearing> clearing) {
  Signal judge(double number) {
    if (band.isOutside(number)) {
      return Signal.HOLDS;
    }
    return clearing.isEmpty()
            || clearing.get() instanceof Clearing.Limit limit && limit.holds(number)
        ? Signal.CLEARS
        : Signal.WITHIN_HYSTERESIS;
  }
}
