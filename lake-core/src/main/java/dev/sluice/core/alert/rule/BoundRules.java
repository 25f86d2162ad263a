package dev.sluice.core.alert.rule;

import dev.sluice.core.alert.memory.Memories;
import dev.sluice.core.alert.memory.Memory;
import dev.sluice.core.pipeline.AlertRule;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TimeFormat;
import dev.sluice.core.record.EventTime;
import dev.sluice.core.record.SlotLayout;
import dev.sluice.core.record.SlotReader;
import dev.sluice.core.record.Slots;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * All rules of a pipeline, bound once to its schema. Immutable; what is reused from record to
 * record is made by {@link #newSlots} and {@link #newReader}.
 */
public final class BoundRules {
  private final String pipeline;
  private final List<BoundRule> rules;
  private final int timeSlot;
  private final EventTime time;
  private final TimeFormat timeFormat;
  private final SlotLayout layout;

  private BoundRules(Pipeline pipeline, UnaryOperator<AlertRule> each) {
    this.pipeline = pipeline.name();
    layout = new SlotLayout(pipeline.record().schema());
    ConditionBinder binder = new ConditionBinder(pipeline.record().schema(), layout);
    String keyField = pipeline.record().keyField();
    rules =
        pipeline.alerts().stream()
            .map(rule -> BoundRule.bind(each.apply(rule), keyField, binder))
            .toList();
    timeSlot = binder.slot(pipeline.record().timeField());
    time = EventTime.of(pipeline);
    timeFormat = pipeline.record().timeFormat();
  }

  /**
   * Binds the pipeline's alert rules.
   *
   * @throws IllegalArgumentException if a rule names a field that the schema has not, or compares a
   *     field that is not a number with a limit
   */
  public static BoundRules bind(Pipeline pipeline) {
    return new BoundRules(pipeline, rule -> rule);
  }

  /** The same, with staging rules as if they were live. */
  public static BoundRules bindAllLive(Pipeline pipeline) {
    return new BoundRules(pipeline, AlertRule::live);
  }

  /** The pipeline's name. */
  public String pipeline() {
    return pipeline;
  }

  public List<BoundRule> rules() {
    return rules;
  }

  /** Whether any rule needs to know earlier records, so that memories outlive a window. */
  public boolean remember() {
    return !remembering().isEmpty();
  }

  /** The names of the rules that need to know earlier records. */
  public List<String> remembering() {
    return rules.stream()
        .filter(rule -> rule.watch().isPresent())
        .map(rule -> rule.rule().name())
        .toList();
  }

  /** Empty memories for the rules that need some, which take so many bytes in the state. */
  public Memories newMemories(int bytes) {
    Map<String, Supplier<? extends Memory>> kinds = new HashMap<>();
    for (BoundRule rule : rules) {
      rule.watch().ifPresent(watch -> kinds.put(rule.rule().name(), watch.detector()::newMemory));
    }
    return new Memories(bytes, kinds);
  }

  /** The time by which the record in the slots counts. */
  long time(Slots slots, long arrivalMillis) {
    return time.believed(slots.timeMillis(timeSlot), arrivalMillis);
  }

  Slots newSlots() {
    return new Slots(layout.size(), timeFormat);
  }

  SlotReader newReader() {
    return new SlotReader(layout);
  }
}
