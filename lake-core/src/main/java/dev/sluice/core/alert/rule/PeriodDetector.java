package dev.sluice.core.alert.rule;

import dev.sluice.core.alert.memory.Memory;
import dev.sluice.core.alert.memory.MemoryFields;
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
    implements Detector<PeriodDetector.OpenPeriod> {
  static final class OpenPeriod extends Memory {
    private long index = NONE;
    private long count = NONE;
    private double sum = Double.NaN;
    private double low = Double.NaN;
    private double high = Double.NaN;

    @Override
    public void carry(MemoryFields fields) {
      super.carry(fields);
      index = fields.whole('p', index);
      count = fields.whole('c', count);
      sum = fields.decimal('u', sum);
      low = fields.decimal('l', low);
      high = fields.decimal('h', high);
    }

    private void open(long newIndex) {
      index = newIndex;
      count = 0;
      sum = 0;
      low = Double.POSITIVE_INFINITY;
      high = Double.NEGATIVE_INFINITY;
    }

    private void add(double number) {
      count++;
      sum += number;
      low = Math.min(low, number);
      high = Math.max(high, number);
    }
  }

  @Override
  public OpenPeriod newMemory() {
    return new OpenPeriod();
  }

  @Override
  public void take(OpenPeriod period, Slots slots, long time, Finding finding) {
    finding.set(Signal.NOTHING, time, Double.NaN);
    boolean counts = figure == Figure.COUNT ? slots.isPresent(slot) : slots.isNumber(slot);
    long index = Math.floorDiv(time, overMillis);
    if (!counts || index < period.index) {
      return;
    }
    if (index > period.index) {
      if (period.index != Memory.NONE) {
        judge(period, finding);
      }
      period.open(index);
    }
    period.add(slots.isNumber(slot) ? slots.number(slot) : 0);
  }

  private void judge(OpenPeriod period, Finding finding) {
    double number =
        switch (figure) {
          case MEAN -> period.sum / period.count;
          case MIN -> period.low;
          case MAX -> period.high;
          case COUNT -> period.count;
        };
    long start = period.index * overMillis;
    finding.set(judge.judge(number), start + overMillis, number);
    finding.since = start;
  }
}
