package dev.sluice.core.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.LakeLayout;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.pipeline.check.Checks;
import dev.sluice.core.run.port.TableCatalog.CatalogTable;
import dev.sluice.core.run.port.TableCatalog.Declared;
import dev.sluice.core.run.port.TableCatalog.RowFormat;
import dev.sluice.core.run.state.CheckResult;
import dev.sluice.core.run.state.Run;
import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** The table {@code PIPELINE__checks}: a row for each run and what it found, an object a run. */
record ChecksTable(RunDriver.Ports ports) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** As the SerDe of JSON reads a timestamp. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

  private static final List<Column> COLUMNS =
      List.of(
          column("run", FieldType.STRING, "the run's id"),
          column("run_time", FieldType.TIMESTAMP, "when the run began"),
          column("table_name", FieldType.STRING, ""),
          column("check_name", FieldType.STRING, "a check's, or KIND:COLUMN"),
          column("severity", FieldType.STRING, "warn, quarantine or fail"),
          column("failed_rows", FieldType.LONG, "0: the check holds"),
          column("example", FieldType.STRING, ""));

  private static Column column(String name, FieldType type, String comment) {
    return new Column(name, type, name, false, comment);
  }

  /**
   * Writes what a run found; again for the same run, it writes the same.
   *
   * @return why the table can't be declared, if so
   */
  List<Run.Failure> write(Run run, List<CheckResult> found) throws IOException {
    LakeLayout layout = new LakeLayout(ports.pipeline().name());
    StringBuilder lines = new StringBuilder();
    for (CheckResult result : found) {
      lines
          .append(
              JSON.createObjectNode()
                  .put("run", run.id())
                  .put("run_time", TIME.format(run.startedAt()))
                  .put("table_name", result.table())
                  .put("check_name", result.check())
                  .put("severity", result.severity().name().toLowerCase(Locale.ROOT))
                  .put("failed_rows", result.failed())
                  .put("example", result.example()))
          .append('\n');
    }
    ports
        .store()
        .put(
            PutObject.of(
                layout.checks(run.number(), run.startedAt()),
                lines.toString().getBytes(UTF_8),
                "application/x-ndjson"));
    return declared(run, layout);
  }

  private List<Run.Failure> declared(Run run, LakeLayout layout) throws IOException {
    String name = Checks.table(ports.pipeline().name());
    int year = run.startedAt().atOffset(ZoneOffset.UTC).getYear();
    TrustedTable table = new TrustedTable(name, COLUMNS, "run", List.of(), List.of());
    Declared declared =
        ports
            .catalog()
            .declare(
                new CatalogTable(table, RowFormat.JSON_LINES, layout.checks(), false, year, year));
    return declared instanceof Declared.Incompatible other
        ? List.of(
            new Run.Failure(
                Run.Step.CHECKS,
                name,
                "Table '%s' can't be declared: %s".formatted(name, other.reason()),
                "Drop that table from the catalog (its data stays); the next run declares it."))
        : List.of();
  }
}
