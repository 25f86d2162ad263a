package dev.sluice.core.alert.rule;

import dev.sluice.core.record.Slots;
import java.util.List;

/**
 * A condition whose fields are slots. A field that is absent, or no number where a number is asked
 * for, makes its condition false.
 */
sealed interface BoundCondition {
  boolean holds(Slots slots);

  record NumberAbove(int slot, double limit) implements BoundCondition {
    @Override
    public boolean holds(Slots slots) {
      return slots.isNumber(slot) && slots.number(slot) > limit;
    }
  }

  record NumberBelow(int slot, double limit) implements BoundCondition {
    @Override
    public boolean holds(Slots slots) {
      return slots.isNumber(slot) && slots.number(slot) < limit;
    }
  }

  record NumberOutside(int slot, double low, double high) implements BoundCondition {
    @Override
    public boolean holds(Slots slots) {
      return slots.isNumber(slot) && (slots.number(slot) < low || slots.number(slot) > high);
    }
  }

  record NumberWithin(int slot, double low, double high) implements BoundCondition {
    @Override
    public boolean holds(Slots slots) {
      return slots.isNumber(slot) && slots.number(slot) >= low && slots.number(slot) <= high;
    }
  }

  record NumberEquals(int slot, double value) implements BoundCondition {
    @Override
    public boolean holds(Slots slots) {
      return slots.isNumber(slot) && slots.number(slot) == value;
    }
  }

  record TextEquals(int slot, String value) implements BoundCondition {
    @Override
    public boolean holds(Slots slots) {
      return slots.textEquals(slot, value);
    }
  }

  record TextContains(int slot, String value) implements BoundCondition {
    @Override
    public boolean holds(Slots slots) {
      return slots.textContains(slot, value);
    }
  }

  record AllOf(List<BoundCondition> conditions) implements BoundCondition {
    public AllOf {
      conditions = List.copyOf(conditions);
    }

    @Override
    public boolean holds(Slots slots) {
      for (int i = 0; i < conditions.size(); i++) {
        if (!conditions.get(i).holds(slots)) {
          return false;
        }
      }
      return true;
    }
  }

  record AnyOf(List<BoundCondition> conditions) implements BoundCondition {
    public AnyOf {
      conditions = List.copyOf(conditions);
    }

    @Override
    public boolean holds(Slots slots) {
      for (int i = 0; i < conditions.size(); i++) {
        if (conditions.get(i).holds(slots)) {
          return true;
        }
      }
      return false;
    }
  }
}
