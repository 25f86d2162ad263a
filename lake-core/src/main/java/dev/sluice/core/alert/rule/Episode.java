package dev.sluice.core.alert.rule;

import dev.sluice.core.alert.memory.Memory;

/**
 * A violation that lasts: it begins when its condition has held long enough, and goes on until
 * something ends it.
 *
 * @param holdMillis how long the condition must hold without a break
 */
record Episode(long holdMillis) {
  /** What a finding makes of it. */
  enum Step {
    NOTHING,
    BEGINS,
    CONTINUES,
    ENDS
  }

  Step take(Memory memory, Finding finding) {
    if (finding.signal == Finding.Signal.NOTHING) {
      return Step.NOTHING;
    }
    return memory.has(Memory.BEGAN) ? during(memory, finding) : before(memory, finding);
  }

  private static Step during(Memory memory, Finding finding) {
    if (finding.signal == Finding.Signal.CLEARS) {
      memory.set(Memory.ENDED_FROM, memory.get(Memory.BEGAN));
      memory.set(Memory.ENDED, finding.time);
      memory.clear(Memory.BEGAN);
      memory.clear(Memory.ONSET);
      return Step.ENDS;
    }
    return finding.signal == Finding.Signal.HOLDS ? Step.CONTINUES : Step.NOTHING;
  }

  private Step before(Memory memory, Finding finding) {
    if (finding.signal != Finding.Signal.HOLDS) {
      memory.clear(Memory.ONSET);
      return Step.NOTHING;
    }
    if (!memory.has(Memory.ONSET)) {
      memory.set(Memory.ONSET, finding.since);
    }
    if (finding.time - memory.get(Memory.ONSET) < holdMillis) {
      return Step.NOTHING;
    }
    begin(memory, memory.get(Memory.ONSET));
    return Step.BEGINS;
  }

  /** Begins one; an end that was not told yet is not told any more. */
  static void begin(Memory memory, long since) {
    memory.set(Memory.BEGAN, since);
    memory.clear(Memory.ONSET);
    memory.clear(Memory.ENDED);
    memory.clear(Memory.ENDED_FROM);
  }
}
