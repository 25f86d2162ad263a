package dev.sluice.core.alert.rule;

import dev.sluice.core.alert.memory.Memory;
import dev.sluice.core.alert.rule.Finding.Signal;

/**
 * A violation that lasts: it fires when its condition has held long enough, and goes on until
 * something resolves it.
 *
 * @param holdMillis how long the condition must hold without a break
 */
record Episode(long holdMillis) {
  /** What a finding makes of it. */
  enum Step {
    NOTHING,
    FIRES,
    CONTINUES,
    RESOLVES
  }

  Step take(Memory memory, Finding finding) {
    return switch (finding.signal) {
      case NOTHING -> Step.NOTHING;
      case HOLDS -> memory.isFiring() ? Step.CONTINUES : pending(memory, finding);
      case WITHIN_HYSTERESIS, CLEARS -> {
        boolean resolves = memory.isFiring() && finding.signal == Signal.CLEARS;
        if (resolves) {
          memory.resolve(finding.time);
        }
        memory.stopPending();
        yield resolves ? Step.RESOLVES : Step.NOTHING;
      }
    };
  }

  private Step pending(Memory memory, Finding finding) {
    long since = memory.pendingSince(finding.since);
    if (finding.time - since < holdMillis) {
      return Step.NOTHING;
    }
    memory.fire(since);
    return Step.FIRES;
  }
}
