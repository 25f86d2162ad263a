package dev.sluice.core.alert.rule;

import dev.sluice.core.alert.memory.Memory;
import dev.sluice.core.alert.rule.Finding.Signal;
import dev.sluice.core.pipeline.Trigger.Figure;
import dev.sluice.core.record.Slots;

/**
 * Adds up the readings of a period and judges it when the first reading of a later one comes. A
 * reading of an earlier period is passed over: that period was judged.
 *
 * @param figure what is made of the readings
 * @param slot of the field; counted if it is present, else needed as a number
 * @param overMillis a period's length
 */
record PeriodDetector(Figure figure, int slot, long overMillis, NumberJudge judge)
    implements Detector {
  @Override
  public void take(Memory memory, Slots slots, long time, Finding finding) {
    finding.set(Signal.NOTHING, time, Double.NaN);
    boolean counts = figure == Figure.COUNT ? slots.isPresent(slot) : slots.isNumber(slot);
    long period = Math.floorDiv(time, overMillis);
    if (!counts || (memory.has(Memory.PERIOD) && period < memory.get(Memory.PERIOD))) {
      return;
    }
    if (!memory.has(Memory.PERIOD) || period > memory.get(Memory.PERIOD)) {
      if (memory.has(Memory.PERIOD)) {
        close(memory, finding);
      }
      open(memory, period);
    }
    add(memory, slots.isNumber(slot) ? slots.number(slot) : 0);
  }

  private static void open(Memory memory, long period) {
    memory.set(Memory.PERIOD, period);
    memory.set(Memory.COUNT, 0);
    memory.setNumber(Memory.SUM, 0);
    memory.setNumber(Memory.LOW, Double.POSITIVE_INFINITY);
    memory.setNumber(Memory.HIGH, Double.NEGATIVE_INFINITY);
  }

  private static void add(Memory memory, double number) {
    memory.set(Memory.COUNT, memory.get(Memory.COUNT) + 1);
    memory.setNumber(Memory.SUM, memory.number(Memory.SUM) + number);
    memory.setNumber(Memory.LOW, Math.min(memory.number(Memory.LOW), number));
    memory.setNumber(Memory.HIGH, Math.max(memory.number(Memory.HIGH), number));
  }

  private void close(Memory memory, Finding finding) {
    double number =
        switch (figure) {
          case MEAN -> memory.number(Memory.SUM) / memory.get(Memory.COUNT);
          case MIN -> memory.number(Memory.LOW);
          case MAX -> memory.number(Memory.HIGH);
          case COUNT -> memory.get(Memory.COUNT);
        };
    long start = memory.get(Memory.PERIOD) * overMillis;
    finding.set(judge.judge(number), start + overMillis, number);
    finding.since = start;
  }
}
