package dev.sluice.core.definition.read;

import dev.sluice.core.pipeline.FieldType;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Groups of types, and which can be cast to which. */
public final class Types {
  public static final Set<FieldType> NUMBERS =
      EnumSet.of(
          FieldType.INT, FieldType.LONG, FieldType.FLOAT, FieldType.DOUBLE, FieldType.DECIMAL);

  /**
   * Types whose values are more or less than others; the order of texts is seldom what is meant.
   */
  public static final Set<FieldType> ORDERED =
      EnumSet.of(
          FieldType.INT,
          FieldType.LONG,
          FieldType.FLOAT,
          FieldType.DOUBLE,
          FieldType.DECIMAL,
          FieldType.DATE,
          FieldType.TIMESTAMP,
          FieldType.TIMESTAMP_MICROS);

  public static final Set<FieldType> TIMES =
      EnumSet.of(FieldType.DATE, FieldType.TIMESTAMP, FieldType.TIMESTAMP_MICROS);

  private Types() {}

  /** Whether a value of one type can become one of the other; whole numbers can be epoch times. */
  public static boolean castable(FieldType from, FieldType to) {
    return from == to
        || from == FieldType.STRING
        || to == FieldType.STRING
        || (from.isNumber() && to.isNumber())
        || (from.isWhole() && to.isTime())
        || (from.isTime() && to.isTime());
  }

  /** As written in a pipeline file. */
  public static String name(FieldType type) {
    return type.word();
  }

  static String names(Collection<FieldType> types) {
    return types.stream().map(Types::name).collect(Collectors.joining(", "));
  }
}
