package dev.sluice.core.alert.rule;

import dev.sluice.core.alert.memory.Memories;
import dev.sluice.core.alert.memory.Memory;
import dev.sluice.core.alert.memory.TallyKey;
import dev.sluice.core.alert.memory.WindowState;
import dev.sluice.core.alert.rule.SilenceDetector.Heard;
import dev.sluice.core.alert.text.ValueText;
import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.record.SlotReader;
import dev.sluice.core.record.Slots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;

/**
 * Evaluates all rules over one record after the other. Allocates for records that violate a rule
 * only, apart from the first of each group that a rule remembers.
 */
public final class ViolationFinder {
  private final BoundRules rules;
  private final RecordBatch batch;
  private final WindowState state;
  private final SortedMap<String, Integer> staging;
  private final SlotReader reader;
  private final Slots slots;
  private final RuleWatch<?>[] watches;
  private final List<RuleWatch<?>> watching = new ArrayList<>();
  private final List<Violation> found = new ArrayList<>();

  public ViolationFinder(
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
    watches = new RuleWatch<?>[rules.rules().size()];
    for (int i = 0; i < watches.length; i++) {
      BoundRule rule = rules.rules().get(i);
      if (rule.watch().isPresent()) {
        watches[i] = new RuleWatch<>(rule, rule.watch().get(), state.memories());
        watching.add(watches[i]);
      }
    }
  }

  /** The rules with a memory. */
  public List<RuleWatch<?>> watching() {
    return watching;
  }

  /** Lets time pass until the record arrived; tells what was silent too long until then. */
  public void passTime(int record, Consumer<Violation> teller) {
    if (watching.isEmpty()) {
      return;
    }
    watching.forEach(RuleWatch::next);
    long arrival = batch.arrivalMillis(record);
    Memories memories = state.memories();
    if (memories.now() != Memory.NONE && arrival > memories.now()) {
      long step = arrival - memories.now();
      watching.forEach(watch -> watch.silence().ifPresent(each -> each.afterShardSilence(step)));
    }
    memories.setNow(Math.max(memories.now(), arrival));
    for (int i = 0; i < watching.size(); i++) {
      if (watching.get(i).silence().isPresent()) {
        tellSilences(watching.get(i), watching.get(i).silence().get(), teller);
      }
    }
  }

  private void tellSilences(RuleWatch<?> watch, SilenceWatch silence, Consumer<Violation> teller) {
    BoundRule rule = watch.rule();
    for (Map.Entry<String, Heard> due : silence.dueBy(state.memories().now())) {
      Heard memory = due.getValue();
      if (rule.isStaging()) {
        staging.merge(rule.rule().name(), 1, Integer::sum);
      } else {
        teller.accept(silence(rule, due.getKey(), memory, silence.due(memory)));
      }
      memory.fire(memory.seen());
    }
  }

  private Violation silence(BoundRule rule, String device, Heard memory, long due) {
    TallyKey tally = state.keyFor(rule.rule().name(), device);
    rule.group().fill(device, slots);
    Violation.Words words =
        new Violation.Words(ValueText.shown(memory.lastValue()), rule.message().render(slots));
    return new Violation(
        rule,
        tally,
        device,
        due,
        memory.seen(),
        true,
        Double.NaN,
        state.isTold(tally) ? Optional.empty() : Optional.of(words));
  }

  /** Evaluates all rules; false if the record is no JSON object. */
  public boolean find(int record) {
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
  public List<Violation> found() {
    return found;
  }

  /** Takes the last record back out of the memories, because it will come again. */
  public void rollBack() {
    watching.forEach(RuleWatch::rollBack);
  }

  private void evaluate(int record) {
    List<BoundRule> all = rules.rules();
    for (int i = 0; i < all.size(); i++) {
      BoundRule rule = all.get(i);
      if (watches[i] == null ? !rule.condition().holds(slots) : !take(watches[i], record)) {
        continue;
      }
      if (rule.isStaging()) {
        staging.merge(rule.rule().name(), 1, Integer::sum);
      } else {
        found.add(watches[i] == null ? violation(record, rule) : violation(record, watches[i]));
      }
    }
  }

  private boolean take(RuleWatch<?> watch, int record) {
    long arrival = batch.arrivalMillis(record);
    return watch.take(slots, batch.partitionKey(record), rules.time(slots, arrival), arrival);
  }

  /** When something was measured, and since when it is so. */
  private record Moment(long time, long since, boolean begins, double number) {}

  private Violation violation(int record, BoundRule rule) {
    int measured = rule.measuredSlot();
    double number = slots.isNumber(measured) ? slots.number(measured) : Double.NaN;
    long time = rules.time(slots, batch.arrivalMillis(record));
    return violation(record, rule, new Moment(time, time, true, number));
  }

  private Violation violation(int record, RuleWatch<?> watch) {
    Finding finding = watch.finding();
    long since = watch.memory().firingSince();
    Moment moment = new Moment(finding.time, since, watch.fires(), finding.number);
    return violation(record, watch.rule(), moment);
  }

  private Violation violation(int record, BoundRule rule, Moment moment) {
    String device = rule.group().name(slots, batch.partitionKey(record));
    TallyKey tally = state.keyFor(rule.rule().name(), device);
    Violation.Words words = null;
    if (moment.begins && !state.isTold(tally)) {
      String value = rule.value(slots, moment.number);
      words = new Violation.Words(value, rule.message().render(slots));
    }
    return new Violation(
        rule,
        tally,
        device,
        moment.time,
        moment.since,
        moment.begins,
        moment.number,
        Optional.ofNullable(words));
  }
}
