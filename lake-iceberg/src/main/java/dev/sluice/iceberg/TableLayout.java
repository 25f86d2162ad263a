package dev.sluice.iceberg;

import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.parquet.ColumnStyle;
import java.io.Serializable;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.PartitionSpecParser;
import org.apache.iceberg.Schema;
import org.apache.iceberg.SchemaParser;
import org.apache.iceberg.TableMetadata;
import org.apache.iceberg.types.Types;

/**
 * How the data files of a table are to be written.
 *
 * @param location the whole URL of the table's folder
 * @param folder the values of columns that all rows of a unit have of its raw folder, by name
 */
public record TableLayout(
    String location, Schema schema, PartitionSpec spec, Map<String, Integer> folder)
    implements Serializable {
  private static final long serialVersionUID = 1;

  public TableLayout {
    folder = Map.copyOf(folder);
    fillCaches(schema, spec);
  }

  /**
   * A schema makes its maps when it is first asked, without a lock: threads share it afterwards.
   */
  private static void fillCaches(Schema schema, PartitionSpec spec) {
    for (Types.NestedField field : schema.columns()) {
      Objects.requireNonNull(schema.findField(field.fieldId()), field.name());
    }
    spec.fields().forEach(field -> schema.accessorForField(field.sourceId()));
  }

  static TableLayout of(TableMetadata metadata) {
    return new TableLayout(metadata.location(), metadata.schema(), metadata.spec(), Map.of());
  }

  /**
   * Where the table is, its columns with their numbers, and its partitions: to what files belong.
   */
  String text() {
    return String.join(
        "\n", location, SchemaParser.toJson(schema), PartitionSpecParser.toJson(spec));
  }

  /** The same for the files of one unit. */
  public TableLayout in(TrustedPartition unit) {
    if (unit.table().partitionColumns().isEmpty()) {
      // A table of one partition has rows since ever, of which no calendar knows.
      return this;
    }
    OffsetDateTime begin = unit.period().from().atOffset(ZoneOffset.UTC);
    Map<String, Integer> values = new LinkedHashMap<>();
    for (PartitionField field : unit.table().partitionColumns()) {
      values.put(
          field.columnName(),
          switch (field) {
            case YEAR -> begin.getYear();
            case MONTH -> begin.getMonthValue();
            case DAY -> begin.getDayOfMonth();
            case HOUR -> begin.getHour();
          });
    }
    return new TableLayout(location, schema, spec, values);
  }

  /** How columns stand in its files. */
  ColumnStyle style() {
    List<ColumnStyle.Constant> constants = new ArrayList<>();
    for (Types.NestedField field : schema.columns()) {
      if (folder.containsKey(field.name())) {
        constants.add(
            new ColumnStyle.Constant(field.name(), field.fieldId(), folder.get(field.name())));
      }
    }
    return new ColumnStyle(this::id, true, constants);
  }

  private int id(TrustedTable table, TrustedTable.Column column) {
    return schema.findField(column.name()).fieldId();
  }
}
