package dev.sluice.core.alert.rule;

import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.Schema;
import dev.sluice.core.record.SlotLayout;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Binds conditions to a schema: names become slots, comparisons get the field's type. */
final class ConditionBinder {
  private static final Set<FieldType> NUMERIC =
      EnumSet.of(FieldType.INT, FieldType.LONG, FieldType.FLOAT, FieldType.DOUBLE);

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
    if (condition instanceof Condition.Above above) {
      return new BoundCondition.NumberAbove(numberSlot(above.field()), above.limit());
    } else if (condition instanceof Condition.Below below) {
      return new BoundCondition.NumberBelow(numberSlot(below.field()), below.limit());
    } else if (condition instanceof Condition.Outside outside) {
      return new BoundCondition.NumberOutside(
          numberSlot(outside.field()), outside.low(), outside.high());
    } else if (condition instanceof Condition.Equals equals) {
      return bindEquals(equals);
    } else if (condition instanceof Condition.Contains contains) {
      return new BoundCondition.TextContains(slot(contains.field()), contains.value());
    } else if (condition instanceof Condition.All all) {
      return new BoundCondition.AllOf(bindEach(all.conditions()));
    } else if (condition instanceof Condition.Any any) {
      return new BoundCondition.AnyOf(bindEach(any.conditions()));
    }
    throw new IllegalArgumentException("Unknown condition " + condition);
  }

  int slot(String name) {
    declared(name);
    return layout.slotOf(name);
  }

  boolean isNumeric(String name) {
    return NUMERIC.contains(declared(name).type());
  }

  private BoundCondition bindEquals(Condition.Equals equals) {
    if (!isNumeric(equals.field())) {
      return new BoundCondition.TextEquals(slot(equals.field()), equals.value());
    }
    try {
      double value = Double.parseDouble(equals.value());
      return new BoundCondition.NumberEquals(slot(equals.field()), value);
    } catch (NumberFormatException noNumber) {
      throw new IllegalArgumentException(
          "Field '"
              + equals.field()
              + "' is a number and never equals '"
              + equals.value()
              + "'; compare it with a number",
          noNumber);
    }
  }

  private List<BoundCondition> bindEach(List<Condition> conditions) {
    return conditions.stream().map(this::bind).toList();
  }

  int numberSlot(String name) {
    if (!isNumeric(name)) {
      throw new IllegalArgumentException(
          "Field '"
              + name
              + "' is of type "
              + declared(name).type().name().toLowerCase(java.util.Locale.ROOT)
              + "; above, below and outside need int, long, float or double");
    }
    return slot(name);
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
