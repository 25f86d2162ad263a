package dev.sluice.iceberg;

import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.parquet.ColumnStyle;
import java.io.Serializable;
import org.apache.iceberg.PartitionSpec;
import org.apache.iceberg.Schema;

/**
 * How the data files of a table are to be written.
 *
 * @param location the whole URL of the table's folder
 */
public record TableLayout(String location, Schema schema, PartitionSpec spec)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** How columns stand in its files. */
  ColumnStyle style() {
    return new ColumnStyle(this::id, true);
  }

  private int id(TrustedTable table, TrustedTable.Column column) {
    return schema.findField(column.name()).fieldId();
  }
}
