package dev.sluice.core.trusted;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.PartitionKeeper.PartsDraft;
import dev.sluice.core.trusted.check.QuarantineRows;
import dev.sluice.core.trusted.parts.PartFolder;
import dev.sluice.core.trusted.parts.PartFolder.Step;
import dev.sluice.core.trusted.parts.PartPlan;
import dev.sluice.core.trusted.parts.PartReport;
import dev.sluice.core.trusted.rows.PackedRowFile;
import dev.sluice.core.trusted.rows.PackedRows;
import dev.sluice.core.trusted.rows.RowTally;
import dev.sluice.core.trusted.rows.RowTotals;
import dev.sluice.core.trusted.rows.TableWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Puts a large partition together once all its steps are done. */
final class PartsAssembly {
  private final Pipeline pipeline;
  private final PartitionKeeper keeper;
  private final PartitionTransform.Workspace workspace;
  private final PartFolder parts;

  PartsAssembly(
      Pipeline pipeline,
      PartitionKeeper keeper,
      PartitionTransform.Workspace workspace,
      PartFolder parts) {
    this.pipeline = pipeline;
    this.keeper = keeper;
    this.workspace = workspace;
    this.parts = parts;
  }

  /** What was done. */
  private record Done(List<Step> steps, List<PartReport> reports) {
    List<Step> withOthers() {
      return IntStream.range(0, steps.size())
          .filter(i -> reports.get(i).hasOthers())
          .mapToObj(steps::get)
          .toList();
    }

    List<byte[]> files() {
      return reports.stream().map(PartReport::files).toList();
    }
  }

  PartitionManifest publish(PartitionMaker.Source source, PartPlan plan, String run)
      throws IOException {
    Done pieces = done(plan.dealing());
    Done buckets = done(plan.making());
    List<PartReport> all = new ArrayList<>(pieces.reports);
    all.addAll(buckets.reports);
    RowTally tally = new PackedRows(source.table()).tally(Long.MAX_VALUE);
    RowTotals totals = PartReport.sum(all, tally);
    RefusedRowsException.check(source.table(), tally, tally.flaws(), totals.flaws());
    PartitionManifest manifest = source.manifest(totals, !pieces.withOthers().isEmpty(), run, true);
    PartsDraft draft = (PartsDraft) keeper.draft(source.partition());
    try (PartitionFolder folder = PartitionFolder.in(workspace.folder())) {
      Optional<Path> rejected = rejected(pieces.withOthers(), source.hadRejected(), folder.path());
      Quarantined quarantined =
          new Quarantined(
              source.quarantine(pipeline), draft.writer(), folder.path(), buckets.withOthers());
      draft.publish(buckets.files(), quarantined, manifest, rejected);
      draft.finish();
    }
    return manifest;
  }

  private Done done(List<Step> steps) throws IOException {
    List<PartReport> reports = new ArrayList<>();
    for (Step step : steps) {
      reports.add(parts.report(step));
    }
    return new Done(steps, reports);
  }

  private Optional<Path> rejected(List<Step> steps, boolean hadSome, Path folder)
      throws IOException {
    if (steps.isEmpty() && !hadSome) {
      return Optional.empty();
    }
    Path file = folder.resolve("part-0.json");
    try (OutputStream out = Files.newOutputStream(file)) {
      for (Step step : steps) {
        try (InputStream lines = parts.others(step)) {
          lines.transferTo(out);
        }
      }
    }
    return Optional.of(file);
  }

  /** The rows of all buckets that checks keep out. */
  private final class Quarantined implements QuarantineRows {
    private final Optional<TrustedTable> table;
    private final TableWriter writer;
    private final Path folder;
    private final List<Step> steps;

    Quarantined(Optional<TrustedTable> table, TableWriter writer, Path folder, List<Step> steps) {
      this.table = table;
      this.writer = writer;
      this.folder = folder;
      this.steps = steps;
    }

    @Override
    public boolean hasQuarantine() {
      return table.isPresent();
    }

    @Override
    public boolean hasQuarantined() {
      return !steps.isEmpty();
    }

    @Override
    public Path quarantine() throws IOException {
      Path file = folder.resolve("quarantine-0.parquet");
      PackedRows rows = new PackedRows(table.orElseThrow());
      try (TableWriter.RowFile out = writer.create(table.orElseThrow(), file)) {
        for (Step step : steps) {
          try (PackedRowFile.Reader reader = new PackedRowFile.Reader(parts.others(step))) {
            while (reader.next()) {
              out.write(rows.view(reader.row()));
            }
          }
        }
      }
      return file;
    }
  }
}
