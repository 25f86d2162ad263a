package dev.sluice.core.trusted;

import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.trusted.PartitionKeeper.PartsDraft;
import dev.sluice.core.trusted.check.CheckedRows;
import dev.sluice.core.trusted.flaw.Flaw;
import dev.sluice.core.trusted.parts.PartFolder;
import dev.sluice.core.trusted.parts.PartFolder.Step;
import dev.sluice.core.trusted.parts.PartPlan;
import dev.sluice.core.trusted.parts.PartReport;
import dev.sluice.core.trusted.rows.DealtRows;
import dev.sluice.core.trusted.rows.PackedRowFile;
import dev.sluice.core.trusted.rows.RejectedRows;
import dev.sluice.core.trusted.rows.RowTotals;
import dev.sluice.core.trusted.rows.TableWriter;
import dev.sluice.core.trusted.rows.TrustedRows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the steps of a large partition do. What one gives is kept before its report says so. */
final class LargeSteps {
  private static final byte[] NO_FILES = {};

  private final Pipeline pipeline;
  private final ObjectStore store;
  private final PartitionKeeper keeper;
  private final PartFolder parts;
  private final PartitionMaker.Source source;

  /**
   * @param source what the plan holds to
   */
  LargeSteps(
      Pipeline pipeline,
      ObjectStore store,
      PartitionKeeper keeper,
      PartFolder parts,
      PartitionMaker.Source source) {
    this.pipeline = pipeline;
    this.store = store;
    this.keeper = keeper;
    this.parts = parts;
    this.source = source;
  }

  /** Deals the rows of a piece. */
  StepTurns.Work deal(PartPlan plan, Step step) {
    return room -> {
      try (PartitionFolder folder = PartitionFolder.in(room.folder())) {
        deal(plan, step, room, folder.path());
      }
    };
  }

  private void deal(PartPlan plan, Step step, PartitionTransform.Workspace room, Path folder)
      throws IOException {
    try (RejectedRows rejected = new RejectedRows(folder.resolve("rejected.json"));
        DealtRows rows = new DealtRows(source.table(), folder, plan.buckets(), rejected)) {
      new RowsOfPartition(store, source.partition().input(), rows, room)
          .read(plan.pieces().get(step.number()), source.neighbours());
      parts.keepRows(step.number(), rows.finish());
      Optional<Path> file = rejected.finish(false);
      if (file.isPresent()) {
        parts.keepOthers(step, file.get());
      }
      parts.keep(step, PartReport.of(rows.withoutRows(), rows.tally(), file.isPresent(), NO_FILES));
    }
  }

  /** Makes files of the table from the rows of a bucket. */
  StepTurns.Work bucket(PartPlan plan, Step step) throws IOException {
    PartsDraft draft = (PartsDraft) keeper.draft(source.partition());
    return room -> {
      try (PartitionFolder folder = PartitionFolder.in(room.folder())) {
        CheckedRows.Files files =
            new CheckedRows.Files(
                source.quarantine(pipeline), tableAlone(draft.writer()), folder.path());
        Bucket bucket = new Bucket(step, draft, files);
        bucket.make(plan, room, folder.path());
      }
    };
  }

  /** Rows that checks keep out are put together at the end. */
  private TableWriter tableAlone(TableWriter writer) {
    return (of, file) ->
        of.name().equals(source.table().name()) ? writer.create(of, file) : new PackedRowFile(file);
  }

  private final class Bucket {
    private final Step step;
    private final PartsDraft draft;
    private final CheckedRows.Files files;

    Bucket(Step step, PartsDraft draft, CheckedRows.Files files) {
      this.step = step;
      this.draft = draft;
      this.files = files;
    }

    void make(PartPlan plan, PartitionTransform.Workspace room, Path folder) throws IOException {
      TrustedTable table = source.table();
      try (RejectedRows none = new RejectedRows(folder.resolve("rejected.json"));
          TrustedRows rows = new TrustedRows(table, source.limits(room), folder, none)) {
        for (int piece = 0; piece < plan.pieces().size(); piece++) {
          read(piece, rows);
        }
        try (CheckedRows checked = new CheckedRows(table, files)) {
          keep(rows, checked);
        }
      }
    }

    private void read(int piece, TrustedRows rows) throws IOException {
      try (PackedRowFile.Reader reader =
          new PackedRowFile.Reader(parts.rows(piece, step.number()))) {
        while (reader.next()) {
          rows.addDealt(reader.row());
        }
      }
    }

    private void keep(TrustedRows rows, CheckedRows checked) throws IOException {
      RowTotals totals = rows.writeTo(checked);
      List<Flaw> failed = checked.finish();
      if (checked.hasQuarantined()) {
        parts.keepOthers(step, checked.quarantine());
      }
      parts.keep(
          step,
          PartReport.of(totals, rows.tally(), checked.hasQuarantined(), draft.putPart())
              .with(failed));
    }
  }
}
