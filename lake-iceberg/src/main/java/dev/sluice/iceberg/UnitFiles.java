package dev.sluice.iceberg;

import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.rows.Row;
import dev.sluice.core.trusted.rows.TableWriter;
import dev.sluice.parquet.ParquetFile;
import dev.sluice.parquet.ParquetTableWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.DataFiles;
import org.apache.iceberg.FileFormat;
import org.apache.iceberg.PartitionKey;
import org.apache.iceberg.PartitionSpec;

/**
 * Writes the rows of one unit into data files: by partition, and in each one file after the other,
 * so that they don't overlap in the order of the rows. Other tables, as that of rows that are kept
 * out, are written as they are.
 */
public final class UnitFiles implements TableWriter {
  /** Above it a partition gets another file. */
  public static final long TARGET_BYTES = 256L << 20;

  /** Each has memory of its own while the unit is written. */
  private static final int MOST_PARTITIONS = 100;

  /** Of a partition's folder; a key of S3 may have 1,024 bytes. */
  private static final int MOST_FOLDER_CHARACTERS = 600;

  private static final int ROWS_BETWEEN_LOOKS = 1_000;
  private static final String SCHEME = "s3://";

  private final TrustedTable table;
  private final TableLayout layout;
  private final long targetBytes;
  private final OpenBuffers buffers;
  private final List<WrittenFile> written = new ArrayList<>();

  /**
   * A file that is complete, and not yet in the lake.
   *
   * @param local where it is
   * @param file where it belongs, and what is in it
   */
  public record WrittenFile(Path local, DataFile file) {
    /** Where it belongs in the table's bucket. */
    String key() {
      return UnitFiles.key(file);
    }
  }

  public UnitFiles(TrustedTable table, TableLayout layout, long targetBytes) {
    this(table, layout, targetBytes, OpenBuffers.ofHeap(1));
  }

  UnitFiles(TrustedTable table, TableLayout layout, long targetBytes, OpenBuffers buffers) {
    this.table = table;
    this.layout = layout;
    this.targetBytes = targetBytes;
    this.buffers = buffers;
  }

  /** Of one of so many units that are written at once. */
  static UnitFiles atOnce(TrustedTable table, TableLayout layout, int units) {
    return new UnitFiles(table, layout, TARGET_BYTES, OpenBuffers.ofHeap(units));
  }

  @Override
  public RowFile create(TrustedTable of, Path file) throws IOException {
    return of.name().equals(table.name())
        ? new Fan(file.toAbsolutePath().getParent())
        : new ParquetTableWriter().create(of, file);
  }

  /** Where a file belongs in the table's bucket. */
  static String key(DataFile file) {
    String location = file.location();
    return location.substring(location.indexOf('/', SCHEME.length()) + 1);
  }

  /** The partition specs of the files. */
  Map<Integer, PartitionSpec> specs() {
    return Map.of(layout.spec().specId(), layout.spec());
  }

  /** The unit's files, once it is written. */
  public List<WrittenFile> written() {
    return List.copyOf(written);
  }

  /** One open file for each partition. */
  private final class Fan implements RowFile {
    private final Path folder;
    private final RowPartition partition = new RowPartition(table, layout);
    private final ParquetTableWriter writer = new ParquetTableWriter(layout.style());
    private final Map<PartitionKey, Open> open = new LinkedHashMap<>();
    private PartitionKey lastKey;
    private Open last;

    Fan(Path folder) {
      this.folder = folder;
    }

    @Override
    public void write(Row row) throws IOException {
      PartitionKey key = partition.of(row);
      if (lastKey == null || !lastKey.equals(key)) {
        last = open(key);
        lastKey = last.key;
      }
      last.file.write(row);
      last.rows++;
      if (last.rows % ROWS_BETWEEN_LOOKS == 0 && last.file.size() >= targetBytes) {
        open.remove(last.key);
        finish(last);
        lastKey = null;
      }
    }

    private Open open(PartitionKey key) throws IOException {
      Open known = open.get(key);
      if (known != null) {
        return known;
      }
      if (open.size() == MOST_PARTITIONS) {
        throw new IOException(
            "its rows are of more than %d partitions of '%s', e.g. %s; partition the table coarser"
                .formatted(MOST_PARTITIONS, table.name(), key.toPath()));
      }
      Path path = folder.resolve("rows-" + (open.size() + written.size()) + ".parquet");
      long share = buffers.take();
      Open opened = new Open(key.copy(), path, writer.create(table, path, share), share);
      open.put(opened.key, opened);
      return opened;
    }

    private void finish(Open of) throws IOException {
      of.file.close();
      buffers.giveBack(of.share);
      String location = layout.location() + "/data/" + folder(of) + UUID.randomUUID() + ".parquet";
      written.add(
          new WrittenFile(
              of.path,
              DataFiles.builder(layout.spec())
                  .withPath(location)
                  .withFormat(FileFormat.PARQUET)
                  .withPartition(layout.spec().isUnpartitioned() ? null : of.key)
                  .withFileSizeInBytes(Files.size(of.path))
                  .withMetrics(FooterMetrics.of(of.file.footer(), layout.schema()))
                  .withSplitOffsets(FooterMetrics.splits(of.file.footer()))
                  .build()));
    }

    /** For people; engines know partitions from the metadata. */
    private String folder(Open of) {
      String path = layout.spec().isUnpartitioned() ? "" : of.key.toPath() + "/";
      return path.length() > MOST_FOLDER_CHARACTERS ? "" : path;
    }

    @Override
    public void close() throws IOException {
      finishAll(open.values().iterator());
      open.clear();
    }

    /** Also those behind one that can't be completed: each has memory that no collector frees. */
    private void finishAll(Iterator<Open> left) throws IOException {
      if (left.hasNext()) {
        Open first = left.next();
        try (Closeable others = () -> finishAll(left)) {
          finish(first);
        }
      }
    }
  }

  private static final class Open {
    private final PartitionKey key;
    private final Path path;
    private final ParquetFile file;
    private final long share;
    private long rows;

    Open(PartitionKey key, Path path, ParquetFile file, long share) {
      this.key = key;
      this.path = path;
      this.file = file;
      this.share = share;
    }
  }
}
