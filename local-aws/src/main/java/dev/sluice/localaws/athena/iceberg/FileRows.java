package dev.sluice.localaws.athena.iceberg;

import dev.sluice.localaws.athena.table.Sql;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.ContentFile;
import org.apache.iceberg.ManifestContent;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ManifestReader;
import org.apache.iceberg.Table;
import org.apache.iceberg.types.Types.NestedField;
import org.apache.iceberg.util.ByteBuffers;

/** The rows of {@code $files}: data and delete files with their statistics. */
final class FileRows {
  private static final String COUNTS = "MAP(INTEGER, BIGINT)";
  private static final String BOUNDS = "MAP(INTEGER, VARCHAR)";

  private final Table table;

  FileRows(Table table) {
    this.table = table;
  }

  String sql() {
    ValueRows rows =
        new ValueRows()
            .column("content", "INTEGER")
            .column("file_path", "VARCHAR")
            .column("file_format", "VARCHAR")
            .column("record_count", "BIGINT")
            .column("file_size_in_bytes", "BIGINT")
            .column("column_sizes", COUNTS)
            .column("value_counts", COUNTS)
            .column("null_value_counts", COUNTS)
            .column("nan_value_counts", COUNTS)
            .column("lower_bounds", BOUNDS)
            .column("upper_bounds", BOUNDS)
            .column("key_metadata", "BLOB")
            .column("split_offsets", "BIGINT[]")
            .column("equality_ids", "INTEGER[]");
    files(table).forEach(file -> addTo(rows, file));
    return rows.sql();
  }

  private void addTo(ValueRows rows, ContentFile<?> file) {
    rows.row(
        Integer.toString(file.content().id()),
        Sql.text(file.location()),
        Sql.text(file.format().name()),
        Long.toString(file.recordCount()),
        Long.toString(file.fileSizeInBytes()),
        counts(file.columnSizes()),
        counts(file.valueCounts()),
        counts(file.nullValueCounts()),
        counts(file.nanValueCounts()),
        bounds(file.lowerBounds()),
        bounds(file.upperBounds()),
        file.keyMetadata() == null
            ? "NULL"
            : IcebergTypes.blob(ByteBuffers.toByteArray(file.keyMetadata())),
        file.splitOffsets() == null ? "NULL" : file.splitOffsets().toString(),
        file.equalityFieldIds() == null ? "NULL" : file.equalityFieldIds().toString());
  }

  /** The data and delete files of the current snapshot. */
  static List<ContentFile<?>> files(Table table) {
    List<ContentFile<?>> files = new ArrayList<>();
    for (ManifestFile manifest : MetadataRows.manifests(table)) {
      try (ManifestReader<? extends ContentFile<?>> reader =
          manifest.content() == ManifestContent.DATA
              ? ManifestFiles.read(manifest, table.io(), table.specs())
              : ManifestFiles.readDeleteManifest(manifest, table.io(), table.specs())) {
        reader.forEach(file -> files.add(file.copy()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return files;
  }

  private static String counts(Map<Integer, Long> counts) {
    return counts == null ? "NULL" : ValueRows.map(counts, Object::toString, Object::toString);
  }

  private String bounds(Map<Integer, ByteBuffer> bounds) {
    if (bounds == null) {
      return "NULL";
    }
    return ValueRows.map(
        bounds,
        Object::toString,
        (id, bytes) -> {
          NestedField field = table.schema().findField(id);
          return field == null || !field.type().isPrimitiveType()
              ? "NULL"
              : Sql.text(IcebergTypes.text(field.type(), IcebergTypes.bound(field.type(), bytes)));
        });
  }
}
