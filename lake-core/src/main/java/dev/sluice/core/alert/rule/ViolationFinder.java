package dev.sluice.core.alert.rule;

import dev.sluice.core.alert.memory.Memories;
import dev.sluice.core.alert.memory.Memory;
import dev.sluice.core.alert.memory.TallyKey;
import dev.sluice.core.alert.memory.WindowState;
import dev.sluice.core.alert.rule.SilenceDetector.Heard;
import dev.sluice.core.alert.rule.Violation.Moment;
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
import java.util.function.Supplier;

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
    rule.group().fill(device, slots);
    Moment moment = new Moment(due, memory.seen(), true, Double.NaN);
    return violation(rule, device, moment, () -> ValueText.shown(memory.lastValue()));
  }

  /** Evaluates all rules; false if the record is not a JSON object. */
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
    for (int i = 0; i < watches.length; i++) {
      BoundRule rule = all.get(i);
      RuleWatch<?> watch = watches[i];
      if (watch == null ? !rule.condition().holds(slots) : !take(watch, record)) {
        continue;
      }
      if (rule.isStaging()) {
        staging.merge(rule.rule().name(), 1, Integer::sum);
      } else {
        Moment moment = watch == null ? moment(rule, record) : watch.moment();
        String device = rule.group().name(slots, batch.partitionKey(record));
        found.add(violation(rule, device, moment, () -> rule.value(slots, moment.number())));
      }
    }
  }

  /**
   * Nothing happens after it arrived: a group would wait for the time of a device whose clock is
   * ahead, and see nothing of its others until then.
   */
  private boolean take(RuleWatch<?> watch, int record) {
    String key = batch.partitionKey(record);
    long arrival = batch.arrivalMillis(record);
    return watch.take(slots, key, Math.min(believedTime(record), arrival), arrival);
  }

  private Moment moment(BoundRule rule, int record) {
    int measured = rule.measuredSlot();
    double number = slots.isNumber(measured) ? slots.number(measured) : Double.NaN;
    long time = believedTime(record);
    return new Moment(time, time, true, number);
  }

  private long believedTime(int record) {
    return rules.time(slots, batch.arrivalMillis(record));
  }

  private Violation violation(
      BoundRule rule, String device, Moment moment, Supplier<String> value) {
    TallyKey tally = state.keyFor(rule.rule().name(), device);
    boolean isFirst = moment.begins() && !state.isTold(tally);
    Optional<Violation.Words> words =
        isFirst
            ? Optional.of(new Violation.Words(value.get(), rule.message().render(slots)))
            : Optional.empty();
    return new Violation(rule, tally, device, moment, words);
  }
}
