package dev.sluice.core.definition.read;

import dev.sluice.core.pipeline.Band;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.FieldType;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The tests of a value: their keys in the format, what they take, and the condition that they make.
 * Keys, readers and the part of {@code pipelines/pipeline.schema.json} follow from this table.
 */
public enum Operator {
  ABOVE("above", Takes.NUMBER, "%s is greater.", operand -> operand.number().map(Band::upTo)),
  BELOW("below", Takes.NUMBER, "%s is less.", operand -> operand.number().map(Band::from)),
  AT_LEAST(
      "atLeast",
      Takes.NUMBER,
      "%s is greater or equal.",
      operand -> operand.number().map(Band::lessThan)),
  AT_MOST(
      "atMost",
      Takes.NUMBER,
      "%s is less or equal.",
      operand -> operand.number().map(Band::greaterThan)),
  OUTSIDE(
      "outside",
      Takes.BAND,
      "%s is less than the first or greater than the second.",
      Operand::band),
  EQUALS(
      "equals",
      Takes.TEXT,
      "%s has this value; not for timestamps.",
      // a time has many texts for one value, so none is compared
      EnumSet.complementOf(
          EnumSet.of(FieldType.TIMESTAMP, FieldType.TIMESTAMP_MICROS, FieldType.BINARY)),
      operand -> operand.value().map(value -> new Condition.Equals(operand.field(), value))),
  CONTAINS(
      "contains",
      Takes.TEXT,
      "%s's text contains this; for strings.",
      EnumSet.of(FieldType.STRING),
      operand -> operand.text().map(text -> new Condition.Contains(operand.field(), text)));

  /** What it takes, by its name under {@code $defs} in the JSON Schema. */
  public enum Takes {
    NUMBER,
    BAND,
    TEXT
  }

  private final String key;
  private final Takes takes;
  private final String description;
  private final Set<FieldType> types;
  private final Function<Operand, Optional<Condition>> condition;
  private final Optional<Function<Operand, Optional<Band>>> band;

  Operator(String key, Takes takes, String description, Function<Operand, Optional<Band>> band) {
    this.key = key;
    this.takes = takes;
    this.description = description;
    this.types = Types.NUMBERS;
    this.condition =
        operand ->
            band.apply(operand).map(each -> new Condition.OutsideBand(operand.field(), each));
    this.band = Optional.of(band);
  }

  Operator(
      String key,
      Takes takes,
      String description,
      Set<FieldType> types,
      Function<Operand, Optional<Condition>> condition) {
    this.key = key;
    this.takes = takes;
    this.description = description;
    this.types = types;
    this.condition = condition;
    this.band = Optional.empty();
  }

  public static Operator of(String key) {
    return Stream.of(values()).filter(each -> each.key.equals(key)).findFirst().orElseThrow();
  }

  /** The keys of those that are wanted, in their order. */
  public static String[] keys(Predicate<Operator> wanted) {
    return Stream.of(values()).filter(wanted).map(Operator::key).toArray(String[]::new);
  }

  public String key() {
    return key;
  }

  public Takes takes() {
    return takes;
  }

  /** For the JSON Schema; it begins with what is tested. */
  public String description() {
    return description;
  }

  /** The types of fields that it can test. */
  public Set<FieldType> types() {
    return types;
  }

  /** Whether it asks if a number is outside a band, so that changes and figures can be tested. */
  public boolean hasBand() {
    return band.isPresent();
  }

  /** The condition; empty if what it is given is reported as a problem. */
  public Optional<Condition> condition(Operand operand) {
    return condition.apply(operand);
  }

  /** Likewise the band that it asks for. */
  public Optional<Band> band(Operand operand) {
    return band.flatMap(read -> read.apply(operand));
  }
}
