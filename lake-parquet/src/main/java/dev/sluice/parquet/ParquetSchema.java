package dev.sluice.parquet;

import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BINARY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.BOOLEAN;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.DOUBLE;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FIXED_LEN_BYTE_ARRAY;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.FLOAT;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT32;
import static org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName.INT64;

import dev.sluice.core.pipeline.Digits;
import dev.sluice.core.pipeline.TrustedTable;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.apache.parquet.schema.Types.PrimitiveBuilder;

/** A table's schema in Parquet: every column optional, so that columns may be added later. */
final class ParquetSchema {
  private static final int INT_DIGITS = 9;

  private ParquetSchema() {}

  static MessageType of(TrustedTable table, ColumnStyle style) {
    Types.MessageTypeBuilder message = Types.buildMessage();
    for (TrustedTable.Column column : table.storedColumns()) {
      message.addField(field(column, style).withId(style.ids().of(table, column)));
    }
    for (ColumnStyle.Constant constant : style.constants()) {
      message.addField(Types.optional(INT32).named(constant.name()).withId(constant.id()));
    }
    return message.named(table.name());
  }

  private static Type field(TrustedTable.Column column, ColumnStyle style) {
    PrimitiveBuilder<PrimitiveType> type =
        switch (column.type()) {
          case STRING -> Types.optional(BINARY).as(LogicalTypeAnnotation.stringType());
          case INT -> Types.optional(INT32);
          case LONG -> Types.optional(INT64);
          case FLOAT -> Types.optional(FLOAT);
          case DOUBLE -> Types.optional(DOUBLE);
          case BOOLEAN -> Types.optional(BOOLEAN);
          case DATE -> Types.optional(INT32).as(LogicalTypeAnnotation.dateType());
          case TIMESTAMP ->
              Types.optional(INT64).as(LogicalTypeAnnotation.timestampType(true, unit(style)));
          case TIMESTAMP_MICROS ->
              Types.optional(INT64).as(LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS));
          case DECIMAL -> decimal(column.rule().digits().orElseThrow());
          case BINARY -> Types.optional(BINARY);
        };
    return type.named(column.name());
  }

  private static TimeUnit unit(ColumnStyle style) {
    return style.hasMicros() ? TimeUnit.MICROS : TimeUnit.MILLIS;
  }

  /** The least of Parquet's types that holds all values. */
  private static PrimitiveBuilder<PrimitiveType> decimal(Digits digits) {
    PrimitiveBuilder<PrimitiveType> type =
        isInt(digits)
            ? Types.optional(INT32)
            : digits.isLong()
                ? Types.optional(INT64)
                : Types.optional(FIXED_LEN_BYTE_ARRAY).length(bytes(digits));
    return type.as(LogicalTypeAnnotation.decimalType(digits.scale(), digits.precision()));
  }

  /** How many bytes a decimal's values need, with a sign. */
  static int bytes(Digits digits) {
    return digits.bound().bitLength() / Byte.SIZE + 1;
  }

  /** Whether a decimal is 32 bits. */
  static boolean isInt(Digits digits) {
    return digits.precision() <= INT_DIGITS;
  }
}
