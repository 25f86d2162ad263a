package dev.sluice.core.alert.rule;

import dev.sluice.core.pipeline.Band;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.Schema;
import dev.sluice.core.record.SlotLayout;
import dev.sluice.core.record.Slots;
import java.util.List;
import java.util.Locale;
import java.util.function.DoublePredicate;

/** Binds conditions to a schema: names become slots, comparisons get the field's type. */
final class ConditionBinder implements Condition.Visitor<BoundCondition> {
  private final Schema schema;
  private final SlotLayout layout;

  ConditionBinder(Schema schema, SlotLayout layout) {
    this.schema = schema;
    this.layout = layout;
  }

  /**
   * Binds one condition.
   *
   * @throws IllegalArgumentException if a field is not in the schema or has not the needed type
   */
  BoundCondition bind(Condition condition) {
    return condition.accept(this);
  }

  static BoundCondition number(int slot, DoublePredicate test) {
    return slots -> slots.isNumber(slot) && test.test(slots.number(slot));
  }

  @Override
  public BoundCondition visit(Condition.OutsideBand test) {
    Band band = test.band();
    return number(numberSlot(test.field()), band::isOutside);
  }

  @Override
  public BoundCondition visit(Condition.Equals test) {
    int slot = slot(test.field());
    String text = test.value();
    if (!isNumeric(test.field())) {
      return slots -> slots.textEquals(slot, text);
    }
    try {
      if (declared(test.field()).type().isWhole()) {
        long whole = Long.parseLong(text);
        return slots -> slots.isWhole(slot, whole);
      }
      double value = Double.parseDouble(text);
      return number(slot, number -> number == value);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "Field '%s' is a number and never equals '%s'; compare it with a number"
              .formatted(test.field(), text),
          e);
    }
  }

  @Override
  public BoundCondition visit(Condition.Contains test) {
    int slot = slot(test.field());
    return slots -> slots.textContains(slot, test.value());
  }

  @Override
  public BoundCondition visit(Condition.All all) {
    BoundCondition[] each = bindEach(all.conditions());
    return slots -> !anyIs(false, each, slots);
  }

  @Override
  public BoundCondition visit(Condition.Any any) {
    BoundCondition[] each = bindEach(any.conditions());
    return slots -> anyIs(true, each, slots);
  }

  private BoundCondition[] bindEach(List<Condition> conditions) {
    return conditions.stream().map(this::bind).toArray(BoundCondition[]::new);
  }

  private static boolean anyIs(boolean wanted, BoundCondition[] conditions, Slots slots) {
    for (BoundCondition condition : conditions) {
      if (condition.holds(slots) == wanted) {
        return true;
      }
    }
    return false;
  }

  int slot(String name) {
    declared(name);
    return layout.slotOf(name);
  }

  int numberSlot(String name) {
    if (!isNumeric(name)) {
      throw new IllegalArgumentException(
          "Field '%s' is of type %s; a comparison with a limit needs int, long, float or double"
              .formatted(name, declared(name).type().name().toLowerCase(Locale.ROOT)));
    }
    return slot(name);
  }

  private boolean isNumeric(String name) {
    return declared(name).type().isNumber();
  }

  private Field declared(String name) {
    return schema
        .field(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Field '" + name + "' of an alert rule is not in the schema; declare it"));
  }
}
