package dev.sluice.core.definition.read;

import dev.sluice.core.definition.yaml.Scalars;
import dev.sluice.core.definition.yaml.YamlList;
import dev.sluice.core.definition.yaml.YamlNode;
import dev.sluice.core.pipeline.Band;
import dev.sluice.core.pipeline.FieldType;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * What an {@link Operator} is given. All readings of it are empty if they report a problem.
 *
 * @param node as written
 * @param field the tested field; empty where a computed number is tested
 * @param type its type, if it is known
 * @param known the only values that the field ever has; empty: it may have any
 */
public record Operand(
    YamlNode node, String field, Optional<FieldType> type, List<String> known, Reading reading) {
  /** What a number is compared with that was computed. */
  public static Operand ofNumber(YamlNode node, Reading reading) {
    return new Operand(node, "", Optional.empty(), List.of(), reading);
  }

  Optional<Double> number() {
    return reading.scalars().number(node);
  }

  /** A list of a low and a high end. */
  public Optional<Band> band() {
    List<YamlNode> bounds = YamlList.items(node, reading.problems());
    if (bounds.isEmpty()) {
      return Optional.empty();
    }
    if (bounds.size() != 2) {
      return problem("needs two numbers [low, high], but has " + bounds.size() + " items");
    }
    Optional<Double> low = reading.scalars().number(bounds.get(0));
    Optional<Double> high = reading.scalars().number(bounds.get(1));
    if (low.isEmpty() || high.isEmpty()) {
      return Optional.empty();
    }
    return low.get() <= high.get()
        ? Optional.of(new Band(low.get(), high.get()))
        : problem(
            "the low end %s is above the high end %s; swap them"
                .formatted(bounds.get(0).shown(), bounds.get(1).shown()));
  }

  private <T> Optional<T> problem(String message) {
    reading.problems().add(node, message);
    return Optional.empty();
  }

  Optional<String> text() {
    return reading.scalars().text(node);
  }

  /** A text that the field can be equal to. */
  Optional<String> value() {
    Optional<String> value = text();
    value.ifPresent(
        text -> {
          if (!known.isEmpty()) {
            reading.checkKnown(node, text, "metric of the source is named", known);
          }
          type.filter(each -> !isOf(each, text))
              .ifPresent(
                  each ->
                      problem(
                          "%s is not a value of type %s"
                              .formatted(node.shown(), Types.name(each))));
        });
    return value;
  }

  private static boolean isOf(FieldType type, String text) {
    return switch (type) {
      case INT, LONG -> text.matches("-?(0|[1-9]\\d*)");
      case FLOAT, DOUBLE -> Scalars.isNumber(text);
      case BOOLEAN -> text.matches("true|false");
      case DATE -> isDay(text);
      case DECIMAL -> Scalars.isNumber(text);
      case STRING, TIMESTAMP, TIMESTAMP_MICROS, BINARY -> true;
    };
  }

  private static boolean isDay(String text) {
    try {
      return text.length() == "2026-06-01".length() && LocalDate.parse(text) != null;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
