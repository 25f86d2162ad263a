package dev.sluice.core.run;

import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.check.Checks;
import dev.sluice.core.pipeline.check.Severity;
import dev.sluice.core.pipeline.check.TableCheck;
import dev.sluice.core.pipeline.check.TableRule;
import dev.sluice.core.trusted.FarmLake;
import java.util.List;

/** The farm with checks of its table. */
final class CheckedFarm {
  static final TableRule NO_NEGATIVES =
      new TableRule.Sql("SELECT reading_id FROM readings WHERE reading < 0");

  private CheckedFarm() {}

  static TableCheck check(String name, TableRule rule, Severity severity) {
    return new TableCheck(name, rule, severity);
  }

  /** With a refined table and a query that read the table. */
  static Pipeline pipeline(TableCheck... checks) {
    return with(
        FarmLake.pipeline(
            List.of(
                new RefinedTable(
                    "wide", "SELECT 1 FROM readings", "", List.of("readings"), List.of())),
            List.of(new NamedQuery("highest", "SELECT * FROM readings"))),
        checks);
  }

  static Pipeline with(Pipeline plain, TableCheck... checks) {
    return with(plain, new Checks(List.of(), List.of(checks)));
  }

  static Pipeline with(Pipeline plain, Checks checks) {
    TrustedTable table = FarmLake.TABLE;
    return new Pipeline(
        plain.name(),
        plain.feeds(),
        plain.stream(),
        plain.inputs(),
        List.of(
            new TrustedTable(
                table.name(),
                table.input(),
                table.columns(),
                table.rows(),
                TableFormat.Storage.plain(table.partition(), table.location()),
                checks)),
        plain.refined(),
        plain.queries());
  }
}
