package dev.sluice.core.trusted.check;

import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.check.RowCheck;
import dev.sluice.core.pipeline.check.RowRule;
import dev.sluice.core.pipeline.check.Severity;
import dev.sluice.core.trusted.flaw.Flaw;
import dev.sluice.core.trusted.flaw.Flaws;
import dev.sluice.core.trusted.rows.RepeatedRows;
import dev.sluice.core.trusted.rows.Row;
import dev.sluice.core.trusted.rows.RowLayout;
import dev.sluice.core.trusted.rows.RowOutput;
import dev.sluice.core.trusted.rows.RowTally;
import dev.sluice.core.trusted.rows.TableWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks a partition's rows and writes each into the table's file, or into that of its quarantine.
 * Nothing leaves the folder: what is made is published by whoever asks for it, after {@link
 * #finish}.
 */
public final class CheckedRows implements RowOutput, QuarantineRows, Closeable {
  private final Files files;
  private final List<CheckTally> checks = new ArrayList<>();
  private final List<RepeatedRows> repeated = new ArrayList<>();
  private final TableWriter.RowFile table;
  private QuarantineFile quarantine;
  private boolean isClosed;

  /**
   * Which files are written, and where.
   *
   * @param quarantine the table of rows that checks keep out; empty: no check does, or did
   * @param folder for the files, and temporary ones
   */
  public record Files(Optional<TrustedTable> quarantine, TableWriter writer, Path folder) {
    private Path table() {
      return folder.resolve("part-0.parquet");
    }

    private Path quarantined() {
      return folder.resolve("quarantine-0.parquet");
    }
  }

  public CheckedRows(TrustedTable table, Files files) throws IOException {
    this.files = files;
    RowLayout layout = new RowLayout(table);
    for (RowCheck check : table.checks().rows()) {
      List<String> ids = table.rows().dedupe().by();
      RowText text = new RowText(layout, check.rule().columns(), ids);
      checks.add(new CheckTally(check, test(check.rule(), layout), text));
    }
    this.table = files.writer.create(table, files.table());
  }

  private RowTest test(RowRule rule, RowLayout layout) {
    if (rule instanceof RowRule.Unique unique) {
      RepeatedRows rows = new RepeatedRows(layout, unique.columns(), files.folder);
      repeated.add(rows);
      return row -> !rows.isNextRepeated();
    }
    return RowTest.of(rule, layout);
  }

  @Override
  public List<? extends RowPass> before() {
    return repeated;
  }

  @Override
  public boolean write(Row row) throws IOException {
    StringBuilder failed = null;
    boolean isKeptOut = false;
    for (int i = 0; i < checks.size(); i++) {
      CheckTally check = checks.get(i);
      if (!check.passes(row)) {
        failed = failed == null ? new StringBuilder() : failed.append(',');
        failed.append(check.name());
        isKeptOut |= check.is(Severity.QUARANTINE);
      }
    }
    if (isKeptOut) {
      quarantine = quarantine == null ? openQuarantine() : quarantine;
      quarantine.write(row, failed.toString());
    } else {
      table.write(row);
    }
    return !isKeptOut;
  }

  private QuarantineFile openQuarantine() throws IOException {
    return new QuarantineFile(files.quarantine.orElseThrow(), files.writer, files.quarantined());
  }

  /** Completes the files and tells how many rows fail which checks: a flaw for each check. */
  public List<Flaw> finish() throws IOException {
    closeFiles();
    return checks.stream().flatMap(check -> check.flaw().stream()).toList();
  }

  /**
   * Why rows must not become the table's: what their columns are not to have, and checks of
   * severity FAIL; empty: they may.
   *
   * @param tally of all rows
   * @param failed how many rows fail which checks
   */
  public static Optional<String> refusal(TrustedTable table, RowTally tally, List<Flaw> failed) {
    String reasons =
        Stream.concat(tally.refusal().stream(), refusal(table, failed).stream())
            .collect(Collectors.joining("; "));
    return reasons.isEmpty() ? Optional.empty() : Optional.of(reasons);
  }

  private static Optional<String> refusal(TrustedTable table, List<Flaw> failed) {
    Set<String> fatal =
        table.checks().rows().stream()
            .filter(check -> check.severity() == Severity.FAIL)
            .map(RowCheck::name)
            .collect(Collectors.toSet());
    List<Flaw> told =
        failed.stream()
            .filter(flaw -> flaw.kind() == Flaw.Kind.CHECK && fatal.contains(flaw.subject()))
            .toList();
    String reasons =
        new Flaws(told).all().stream().map(CheckedRows::told).collect(Collectors.joining("; "));
    return reasons.isEmpty() ? Optional.empty() : Optional.of(reasons);
  }

  private static String told(Flaw flaw) {
    return "check '%s' failed for %d %s: %s, e.g. %s"
        .formatted(
            flaw.subject(),
            flaw.count(),
            flaw.count() == 1 ? "row" : "rows",
            flaw.reason(),
            flaw.example());
  }

  @Override
  public boolean hasQuarantine() {
    return files.quarantine.isPresent();
  }

  @Override
  public boolean hasQuarantined() {
    return quarantine != null;
  }

  /** The table's file. */
  public Path table() {
    return files.table();
  }

  @Override
  public Path quarantine() throws IOException {
    if (quarantine == null) {
      openQuarantine().close();
    }
    return files.quarantined();
  }

  private void closeFiles() throws IOException {
    if (isClosed) {
      return;
    }
    isClosed = true;
    try (TableWriter.RowFile closing = table) {
      if (quarantine != null) {
        quarantine.close();
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (Closeable files = this::closeFiles) {
      for (RepeatedRows rows : repeated) {
        rows.close();
      }
    }
  }
}
