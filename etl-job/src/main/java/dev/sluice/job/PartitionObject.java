package dev.sluice.job;

import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.PartitionKeeper.PartitionDraft;
import dev.sluice.core.trusted.check.CheckedRows;
import dev.sluice.core.trusted.flaw.Flaw;
import dev.sluice.core.trusted.flaw.Flaws;
import dev.sluice.core.trusted.rows.PackedRows;
import dev.sluice.core.trusted.rows.Row;
import dev.sluice.core.trusted.rows.RowCounts;
import dev.sluice.core.trusted.rows.RowOutput;
import dev.sluice.core.trusted.rows.RowTally;
import dev.sluice.core.trusted.rows.RowTotals;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.util.CollectionAccumulator;

/**
 * The objects of a partition while they are written: files on this machine, put when they are
 * complete.
 */
final class PartitionObject implements AutoCloseable {
  private final int number;
  private final Target target;
  private final PackedRows table;
  private final RowTally tally;
  private final Path folder;
  private final Path rejected;
  private final PartitionDraft draft;
  private final CheckedRows checked;

  /** The rows, if all of them have to be seen before the first is written. */
  private final Optional<RowFile> waiting;

  private final TrustedTable definition;
  private OutputStream rejectedOut;
  private final Parcel.Counts counts = new Parcel.Counts();
  private String[] failure;

  PartitionObject(TransformPlan plan, int number, CollectionAccumulator<TableUnits.MadeUnits> units)
      throws IOException {
    this.number = number;
    target = plan.targets().get(number);
    definition = plan.table(number);
    table = new PackedRows(definition);
    tally = table.tally(target.raw().believedUntil());
    folder = Files.createTempDirectory("sluice-partition-");
    rejected = folder.resolve("part-0.json");
    Optional<TrustedTable> quarantine =
        plan.pipeline().quarantine(definition, target.before().hadQuarantined());
    draft = plan.draft(number, units);
    checked =
        new CheckedRows(definition, new CheckedRows.Files(quarantine, draft.writer(), folder));
    waiting =
        checked.before().isEmpty()
            ? Optional.empty()
            : Optional.of(new RowFile(folder.resolve("waiting.rows")));
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
      case Parcel.COUNTS -> counts.add(content).forEach(tally::add);
      case Parcel.REJECTED -> reject(content);
      case Parcel.ROW -> row(content);
      default -> throw new IllegalStateException("No parcel is of kind " + kind);
    }
  }

  private void reject(byte[] line) throws IOException {
    if (rejectedOut == null) {
      rejectedOut = Files.newOutputStream(rejected);
    }
    rejectedOut.write(line);
  }

  private void row(byte[] row) throws IOException {
    if (waiting.isPresent()) {
      waiting.get().add(row);
    } else {
      write(row);
    }
  }

  private void write(byte[] bytes) throws IOException {
    Row row = table.view(bytes);
    tally.add(row, checked.write(row));
  }

  private void writeWaiting(RowFile rows) throws IOException {
    for (RowOutput.RowPass pass : checked.before()) {
      rows.each(row -> pass.see(table.view(row)));
      pass.end();
    }
    rows.each(this::write);
  }

  /** Puts the objects, if all that belongs to the partition could be read and is as it must be. */
  Made finish() throws IOException {
    if (failure != null) {
      return new Made(number, -1, failure[0], failure[1], Flaws.NONE);
    }
    if (waiting.isPresent()) {
      writeWaiting(waiting.get());
    }
    RowCounts.Versions versions = new RowCounts.Versions(counts.replaced, counts.deleted);
    List<Flaw> failed = checked.finish();
    RowTotals rows =
        tally
            .totals(counts.stored, counts.duplicates, versions, counts.dropped, Map.of())
            .plus(new Flaws(failed));
    Optional<String> refusal = CheckedRows.refusal(definition, tally, failed);
    if (refusal.isPresent()) {
      return new Made(number, -1, "", refusal.get(), rows.flaws().plus(tally.beyondMaxNull()));
    }
    draft.publish(checked, rejectedFile(), target.manifest(rows, rejectedOut != null));
    draft.finish();
    return new Made(number, tally.rows(), "", "", Flaws.NONE);
  }

  private Optional<Path> rejectedFile() throws IOException {
    if (rejectedOut != null) {
      rejectedOut.close();
      return Optional.of(rejected);
    }
    return target.before().hadRejected()
        ? Optional.of(Files.createFile(rejected))
        : Optional.empty();
  }

  @Override
  public void close() throws IOException {
    try (OutputStream ignored = rejectedOut;
        CheckedRows closing = checked) {
      if (waiting.isPresent()) {
        waiting.get().close();
      }
    } finally {
      TemporaryFolder.delete(folder);
    }
  }
}
