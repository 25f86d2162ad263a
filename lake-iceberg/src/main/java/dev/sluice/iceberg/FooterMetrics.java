package dev.sluice.iceberg;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.iceberg.Metrics;
import org.apache.iceberg.Schema;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;

/**
 * What a data file's footer says of its columns, as Iceberg keeps it in manifests: sizes, counts,
 * and bounds that may be wider than the values but never narrower.
 */
final class FooterMetrics {
  private final Schema schema;
  private final Map<Integer, Long> sizes = new HashMap<>();
  private final Map<Integer, Long> values = new HashMap<>();
  private final Map<Integer, Long> nulls = new HashMap<>();
  private final Map<Integer, Bounds> bounds = new HashMap<>();

  /** Columns of which a row group says nothing, or has a NaN: they have no bounds. */
  private final Set<Integer> unbounded = new HashSet<>();

  private long rows;

  private FooterMetrics(Schema schema) {
    this.schema = schema;
  }

  /**
   * Reads a footer.
   *
   * @param schema with the numbers of the file's columns
   */
  static Metrics of(ParquetMetadata footer, Schema schema) {
    FooterMetrics metrics = new FooterMetrics(schema);
    footer.getBlocks().forEach(metrics::add);
    return metrics.finish();
  }

  /** Where the row groups begin, so that engines can share a file among them. */
  static List<Long> splits(ParquetMetadata footer) {
    return footer.getBlocks().stream().map(BlockMetaData::getStartingPos).sorted().toList();
  }

  private void add(BlockMetaData block) {
    rows += block.getRowCount();
    for (ColumnChunkMetaData chunk : block.getColumns()) {
      int id = chunk.getPrimitiveType().getId().intValue();
      sizes.merge(id, chunk.getTotalSize(), Long::sum);
      values.merge(id, chunk.getValueCount(), Long::sum);
      Statistics<?> statistics = chunk.getStatistics();
      if (statistics.isNumNullsSet()) {
        nulls.merge(id, statistics.getNumNulls(), Long::sum);
      }
      NestedField field = schema.findField(id);
      if (statistics.hasNonNullValue()) {
        add(id, Bounds.of(field.type(), statistics));
      } else if (statistics.getNumNulls() < chunk.getValueCount()) {
        unbounded.add(id);
      }
    }
  }

  private void add(int id, Bounds of) {
    if (of.isNaN()) {
      unbounded.add(id);
    } else {
      bounds.merge(id, of, Bounds::around);
    }
  }

  private Metrics finish() {
    Map<Integer, ByteBuffer> lower = new HashMap<>();
    Map<Integer, ByteBuffer> upper = new HashMap<>();
    bounds.keySet().removeAll(unbounded);
    bounds.forEach(
        (id, of) -> {
          Type type = schema.findField(id).type();
          lower.put(id, Conversions.toByteBuffer(type, of.shortLower()));
          // A text of the greatest characters has no short upper bound.
          Object greatest = of.shortUpper();
          if (greatest != null) {
            upper.put(id, Conversions.toByteBuffer(type, greatest));
          }
        });
    return new Metrics(rows, sizes, values, nulls, null, lower, upper);
  }
}
