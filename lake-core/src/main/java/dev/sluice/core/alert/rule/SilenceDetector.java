package dev.sluice.core.alert.rule;

import dev.sluice.core.alert.memory.Memory;
import dev.sluice.core.alert.memory.MemoryFields;
import dev.sluice.core.alert.rule.Finding.Signal;
import dev.sluice.core.alert.text.ValueText;
import dev.sluice.core.record.Slots;
import java.util.Map;
import java.util.Optional;

/**
 * Finds that there is a reading, which ends a silence, and keeps its value to be told in the next.
 *
 * @param slot of the field that a reading must have; negative: any record is a reading
 * @param silenceMillis how long a group may be silent
 */
record SilenceDetector(int slot, long silenceMillis) implements Detector<SilenceDetector.Heard> {
  static final class Heard extends Memory {
    /** From when on silence counts: the last reading, or later if the whole shard was silent. */
    long quietSince = NONE;

    private String lastValue = "";

    @Override
    public void carry(MemoryFields fields) {
      super.carry(fields);
      quietSince = fields.whole('q', quietSince);
      lastValue = fields.text(lastValue);
    }

    /** As {@link ValueText}. */
    String lastValue() {
      return lastValue;
    }
  }

  @Override
  public Heard newMemory() {
    return new Heard();
  }

  @Override
  public void take(Heard heard, Slots slots, long time, Finding finding) {
    boolean reading = slot < 0 || slots.isPresent(slot);
    finding.set(reading ? Signal.CLEARS : Signal.NOTHING, time, Double.NaN);
    heard.quietSince = reading ? Math.max(heard.quietSince, time) : heard.quietSince;
    if (reading && slot >= 0 && !slots.textEquals(slot, heard.lastValue)) {
      heard.lastValue = ValueText.of(slots.text(slot));
    }
  }

  @Override
  public Optional<SilenceWatch> silence(Map<String, Heard> groups) {
    return Optional.of(new SilenceWatch(silenceMillis, groups));
  }
}
