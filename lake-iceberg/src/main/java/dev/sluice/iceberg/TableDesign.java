package dev.sluice.iceberg;

import dev.sluice.core.pipeline.Digits;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.TableSpec;
import dev.sluice.core.pipeline.TrustedTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types;

/**
 * An Iceberg table as its pipeline has it.
 *
 * @param name in the catalog
 * @param location the whole URL of its folder, without a slash at the end
 * @param columns in order
 * @param spec by what it is partitioned
 */
public record TableDesign(
    String name, String location, List<DesignedColumn> columns, TableSpec spec) {
  public TableDesign {
    columns = List.copyOf(columns);
  }

  /**
   * A column.
   *
   * @param was under what name it was known before; empty: under none
   * @param comment may be empty
   */
  public record DesignedColumn(String name, Type.PrimitiveType type, String was, String comment) {}

  /**
   * The stored columns of a trusted table, and those of its folders.
   *
   * @param renamed former names of columns
   */
  public static TableDesign of(
      TrustedTable table, TableSpec spec, Map<String, String> renamed, String location) {
    List<DesignedColumn> columns = new ArrayList<>();
    for (TrustedTable.Column column : table.storedColumns()) {
      String was = renamed.getOrDefault(column.name(), "");
      columns.add(new DesignedColumn(column.name(), type(column), was, column.comment()));
    }
    for (PartitionField folder : spec.folders()) {
      columns.add(new DesignedColumn(folder.columnName(), Types.IntegerType.get(), "", ""));
    }
    return new TableDesign(table.name(), location, columns, spec);
  }

  private static Type.PrimitiveType type(TrustedTable.Column column) {
    return switch (column.type()) {
      case STRING -> Types.StringType.get();
      case INT -> Types.IntegerType.get();
      case LONG -> Types.LongType.get();
      case FLOAT -> Types.FloatType.get();
      case DOUBLE -> Types.DoubleType.get();
      case BOOLEAN -> Types.BooleanType.get();
      case DATE -> Types.DateType.get();
      case TIMESTAMP, TIMESTAMP_MICROS -> Types.TimestampType.withZone();
      case DECIMAL -> decimal(column.rule().digits().orElseThrow());
      case BINARY -> Types.BinaryType.get();
    };
  }

  private static Type.PrimitiveType decimal(Digits digits) {
    return Types.DecimalType.of(digits.precision(), digits.scale());
  }

  /** Of a new table: all columns optional, numbered as they stand. */
  Schema schema() {
    List<Types.NestedField> fields = new ArrayList<>();
    for (DesignedColumn column : columns) {
      String doc = column.comment.isEmpty() ? null : column.comment;
      fields.add(Types.NestedField.optional(fields.size() + 1, column.name, column.type, doc));
    }
    return new Schema(fields);
  }

  /** Its partitions, over a schema that has its columns. */
  PartitionSpec spec(Schema schema) {
    PartitionSpec.Builder builder = PartitionSpec.builderFor(schema);
    for (TableSpec.SpecField field : spec.fields()) {
      builder = with(builder, field, field.column());
    }
    return builder.build();
  }

  private static PartitionSpec.Builder with(
      PartitionSpec.Builder builder, TableSpec.SpecField field, String column) {
    return switch (field.transform()) {
      case MONTH -> builder.month(column, field.name());
      case DAY -> builder.day(column, field.name());
      case HOUR -> builder.hour(column, field.name());
      case BUCKET -> builder.bucket(column, field.size(), field.name());
      case TRUNCATE -> builder.truncate(column, field.size(), field.name());
      case IDENTITY, FOLDER -> builder.identity(column, field.name());
    };
  }
}
