package dev.sluice.core.alert.rule;

import dev.sluice.core.alert.text.NumberText;
import dev.sluice.core.pipeline.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Conditions in words, for people who read alerts, and the fields they speak of. */
final class ConditionText {
  private ConditionText() {}

  /** The condition as a phrase, e.g. {@code type is temperature and data outside 10 to 35}. */
  static String describe(Condition condition) {
    if (condition instanceof Condition.Above above) {
      return above.field() + " above " + NumberText.of(above.limit());
    } else if (condition instanceof Condition.Below below) {
      return below.field() + " below " + NumberText.of(below.limit());
    } else if (condition instanceof Condition.Outside outside) {
      return outside.field()
          + " outside "
          + NumberText.of(outside.low())
          + " to "
          + NumberText.of(outside.high());
    } else if (condition instanceof Condition.Equals equals) {
      return equals.field() + " is " + equals.value();
    } else if (condition instanceof Condition.Contains contains) {
      return contains.field() + " contains " + contains.value();
    } else if (condition instanceof Condition.All all) {
      return joined(all.conditions(), " and ");
    } else if (condition instanceof Condition.Any any) {
      return joined(any.conditions(), " or ");
    }
    throw new IllegalArgumentException("Unknown condition " + condition);
  }

  /**
   * The field whose value an alert shows: the first that is compared with a limit, else the first.
   *
   * @throws IllegalArgumentException if the condition names no field
   */
  static String measuredField(Condition condition) {
    List<Condition> leaves = new ArrayList<>();
    collect(condition, leaves);
    return leaves.stream()
        .filter(ConditionText::comparesWithLimit)
        .findFirst()
        .or(() -> leaves.stream().findFirst())
        .map(ConditionText::field)
        .orElseThrow(
            () -> new IllegalArgumentException("Condition " + condition + " names no field"));
  }

  private static String joined(List<Condition> conditions, String word) {
    return conditions.stream()
        .map(each -> isNested(each) ? "(" + describe(each) + ")" : describe(each))
        .collect(Collectors.joining(word));
  }

  private static boolean isNested(Condition condition) {
    return condition instanceof Condition.All || condition instanceof Condition.Any;
  }

  private static boolean comparesWithLimit(Condition leaf) {
    return !(leaf instanceof Condition.Equals || leaf instanceof Condition.Contains);
  }

  private static void collect(Condition condition, List<Condition> leaves) {
    if (condition instanceof Condition.All all) {
      all.conditions().forEach(each -> collect(each, leaves));
    } else if (condition instanceof Condition.Any any) {
      any.conditions().forEach(each -> collect(each, leaves));
    } else {
      leaves.add(condition);
    }
  }

  private static String field(Condition leaf) {
    if (leaf instanceof Condition.Above above) {
      return above.field();
    } else if (leaf instanceof Condition.Below below) {
      return below.field();
    } else if (leaf instanceof Condition.Outside outside) {
      return outside.field();
    } else if (leaf instanceof Condition.Equals equals) {
      return equals.field();
    } else if (leaf instanceof Condition.Contains contains) {
      return contains.field();
    }
    throw new IllegalArgumentException("Condition " + leaf + " has no field of its own");
  }
}
