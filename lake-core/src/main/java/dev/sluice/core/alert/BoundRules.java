package dev.sluice.core.alert;

import dev.sluice.core.pipeline.Pipeline;
import java.util.List;

/**
 * All rules of a pipeline, bound once to its schema. Immutable; what is reused from record to
 * record is made by {@link #newSlots} and {@link #newReader}.
 */
public final class BoundRules {
  private final String pipeline;
  private final List<BoundRule> rules;
  private final int keySlot;
  private final int timeSlot;
  private final SlotLayout layout;

  private BoundRules(Pipeline pipeline) {
    this.pipeline = pipeline.name();
    layout = new SlotLayout();
    ConditionBinder binder = new ConditionBinder(pipeline.record().schema(), layout);
    rules = pipeline.alerts().stream().map(rule -> BoundRule.bind(rule, binder)).toList();
    keySlot = binder.slot(pipeline.record().keyField());
    timeSlot = binder.slot(pipeline.record().timeField());
  }

  /**
   * Binds the pipeline's alert rules.
   *
   * @throws IllegalArgumentException if a rule names a field that the schema has not, or compares a
   *     field that is no number with a limit
   */
  public static BoundRules bind(Pipeline pipeline) {
    return new BoundRules(pipeline);
  }

  /** The pipeline's name. */
  public String pipeline() {
    return pipeline;
  }

  List<BoundRule> rules() {
    return rules;
  }

  int keySlot() {
    return keySlot;
  }

  int timeSlot() {
    return timeSlot;
  }

  Slots newSlots() {
    return new Slots(layout.size());
  }

  SlotReader newReader() {
    return new SlotReader(layout);
  }
}
