package dev.sluice.core.alert;

import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.record.RecordTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Holds the rules against one record after the other. */
final class ViolationFinder {
  private final BoundRules rules;
  private final RecordBatch batch;
  private final WindowState state;
  private final SortedMap<String, Integer> staging;
  private final SlotReader reader;
  private final Slots slots;
  private final List<Violation> found = new ArrayList<>();

  ViolationFinder(
      BoundRules rules,
      RecordBatch batch,
      WindowState state,
      SortedMap<String, Integer> stagingCounts) {
    this.rules = rules;
    this.batch = batch;
    this.state = state;
    staging = stagingCounts;
    reader = rules.newReader();
    slots = rules.newSlots();
  }

  /** Evaluates all rules; false if the record is no JSON object. */
  boolean find(int record) {
    found.clear();
    boolean readable =
        batch.undecodable(record).isEmpty()
            && reader.read(batch.data(), batch.offset(record), batch.length(record), slots);
    if (readable) {
      evaluate(record);
    }
    return readable;
  }

  /** The violations of live rules by the last record; overwritten by the next. */
  List<Violation> found() {
    return found;
  }

  private void evaluate(int record) {
    List<BoundRule> all = rules.rules();
    for (int i = 0; i < all.size(); i++) {
      BoundRule rule = all.get(i);
      if (!rule.condition().holds(slots)) {
        continue;
      }
      if (rule.isStaging()) {
        staging.merge(rule.rule().name(), 1, Integer::sum);
      } else {
        found.add(violation(record, rule));
      }
    }
  }

  private Violation violation(int record, BoundRule rule) {
    String key = slots.text(rules.keySlot());
    String device = Device.named(key == null ? batch.partitionKey(record) : key);
    TallyKey tally = state.keyFor(rule.rule().name(), device);
    int measured = rule.measuredSlot();
    return new Violation(
        rule,
        tally,
        device,
        time(record),
        slots.isNumber(measured) ? slots.number(measured) : Double.NaN,
        state.isKnown(tally) ? Optional.empty() : Optional.of(words(rule)));
  }

  /** The event time; the arrival time if the record has none that can be read. */
  private long time(int record) {
    long time = slots.timeMillis(rules.timeSlot());
    return time == RecordTime.UNPARSABLE ? batch.arrivalMillis(record) : time;
  }

  private Violation.Words words(BoundRule rule) {
    String value = slots.text(rule.measuredSlot());
    return new Violation.Words(value == null ? "(none)" : value, rule.message().render(slots));
  }
}
