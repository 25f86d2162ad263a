package dev.sluice.job;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.trusted.rows.PackedRows;
import dev.sluice.core.trusted.rows.RowCounts;
import dev.sluice.core.trusted.rows.RowTally;
import dev.sluice.core.trusted.rows.TableWriter.RowFile;
import dev.sluice.parquet.ParquetTableWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The object of a partition while it is written: a file on this machine, put when it is complete.
 */
final class PartitionObject implements AutoCloseable {
  private final TransformPlan plan;
  private final int number;
  private final Target target;
  private final PackedRows table;
  private final RowTally tally;
  private final Path folder;
  private final Path parquet;
  private final Path rejected;
  private RowFile out;
  private OutputStream rejectedOut;
  private boolean hasRejected;
  private long stored;
  private long duplicates;
  private long dropped;
  private String[] failure;

  PartitionObject(TransformPlan plan, int number) throws IOException {
    this.plan = plan;
    this.number = number;
    target = plan.targets().get(number);
    table = new PackedRows(plan.table(number));
    tally = table.tally();
    folder = Files.createTempDirectory("sluice-partition-");
    parquet = folder.resolve("part-0.parquet");
    rejected = folder.resolve("part-0.json");
  }

  int number() {
    return number;
  }

  void add(byte kind, byte[] content) throws IOException {
    if (failure != null) {
      return;
    }
    switch (kind) {
      case Parcel.FAILURE -> failure = Parcel.failure(content);
      case Parcel.COUNTS -> count(ByteBuffer.wrap(content));
      case Parcel.REJECTED -> reject(content);
      case Parcel.ROW -> write(content);
      default -> throw new IllegalStateException("No parcel is of kind " + kind);
    }
  }

  private void count(ByteBuffer counts) {
    stored += counts.getLong();
    duplicates += counts.getLong();
    dropped += counts.getLong();
    Parcel.flaws(counts).forEach(tally::add);
  }

  private void reject(byte[] line) throws IOException {
    if (rejectedOut == null) {
      rejectedOut = Files.newOutputStream(rejected);
    }
    hasRejected = true;
    rejectedOut.write(line);
  }

  private void write(byte[] row) throws IOException {
    tally.keep(row, 0);
    file().write(table.view(row));
  }

  private RowFile file() throws IOException {
    if (out == null) {
      out = new ParquetTableWriter().create(plan.table(number), parquet);
    }
    return out;
  }

  /** Puts the objects, if all that belongs to the partition could be read. */
  Made finish() throws IOException {
    if (failure != null) {
      return new Made(number, -1, failure[0], failure[1]);
    }
    Optional<String> refusal = tally.refusal();
    if (refusal.isPresent()) {
      return new Made(number, -1, "", refusal.get());
    }
    file().close();
    out = null;
    ObjectStore store = plan.store();
    if (hasRejected || target.hadRejected()) {
      // Before the table's object, so that no row is missed if this is stopped in between.
      store.put(object(target.rejectedKey(), rejectedFile(), "application/x-ndjson", Map.of()));
    }
    Map<String, String> metadata =
        target
            .manifest(
                tally.totals(new RowCounts(stored, duplicates, dropped, tally.rows(), Map.of())),
                hasRejected)
            .metadata();
    store.put(object(target.trustedKey(), parquet, "application/vnd.apache.parquet", metadata));
    return new Made(number, tally.rows(), "", "");
  }

  private Path rejectedFile() throws IOException {
    if (rejectedOut == null) {
      return Files.createFile(rejected);
    }
    rejectedOut.close();
    return rejected;
  }

  private static PutObject object(
      String key, Path file, String contentType, Map<String, String> metadata) {
    return new PutObject(
        key, PutObject.Content.of(file), contentType, metadata, PutObject.Condition.NONE);
  }

  @Override
  public void close() throws IOException {
    try (OutputStream ignored = rejectedOut) {
      if (out != null) {
        out.close();
      }
    } finally {
      TemporaryFolder.delete(folder);
    }
  }
}
