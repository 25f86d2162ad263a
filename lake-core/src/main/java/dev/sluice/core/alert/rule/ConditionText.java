package dev.sluice.core.alert.rule;

import dev.sluice.core.alert.text.NumberText;
import dev.sluice.core.pipeline.Band;
import dev.sluice.core.pipeline.Condition;
import java.util.List;
import java.util.stream.Collectors;

/** Conditions in words, for people who read alerts, and the field whose value they are shown. */
final class ConditionText implements Condition.Visitor<String> {
  /** The condition as a phrase, e.g. {@code type is temperature and data outside 10 to 35}. */
  static String describe(Condition condition) {
    return condition.accept(new ConditionText());
  }

  /**
   * The field whose value an alert shows: the first that is compared with a limit, else the first.
   *
   * @throws IllegalArgumentException if the condition names no field
   */
  static String measuredField(Condition condition) {
    return condition
        .tests()
        .filter(Condition.Test::hasLimit)
        .findFirst()
        .or(() -> condition.tests().findFirst())
        .map(Condition.Test::field)
        .orElseThrow(
            () -> new IllegalArgumentException("Condition " + condition + " names no field"));
  }

  static String outside(Band band) {
    if (Double.isInfinite(band.low())) {
      return (band.holdsEnds() ? "above " : "at least ") + NumberText.of(band.high());
    } else if (Double.isInfinite(band.high())) {
      return (band.holdsEnds() ? "below " : "at most ") + NumberText.of(band.low());
    }
    return "outside " + ends(band);
  }

  static String ends(Band band) {
    return NumberText.of(band.low()) + " to " + NumberText.of(band.high());
  }

  @Override
  public String visit(Condition.OutsideBand test) {
    return test.field() + " " + outside(test.band());
  }

  @Override
  public String visit(Condition.Equals test) {
    return test.field() + " is " + test.value();
  }

  @Override
  public String visit(Condition.Contains test) {
    return test.field() + " contains " + test.value();
  }

  @Override
  public String visit(Condition.All all) {
    return joined(all.conditions(), " and ");
  }

  @Override
  public String visit(Condition.Any any) {
    return joined(any.conditions(), " or ");
  }

  private String joined(List<Condition> conditions, String word) {
    return conditions.stream()
        .map(
            each ->
                each instanceof Condition.Test ? each.accept(this) : "(" + each.accept(this) + ")")
        .collect(Collectors.joining(word));
  }
}
