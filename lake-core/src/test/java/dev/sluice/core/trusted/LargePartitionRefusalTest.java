package dev.sluice.core.trusted;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.ColumnRule;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.pipeline.check.Checks;
import dev.sluice.core.pipeline.check.RowCheck;
import dev.sluice.core.pipeline.check.RowRule;
import dev.sluice.core.pipeline.check.Severity;
import dev.sluice.core.trusted.PartitionOutcome.Rewritten;
import dev.sluice.core.trusted.PartitionOutcome.Unfinished;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a partition that is made in parts is refused for is told of all its rows. */
class LargePartitionRefusalTest {
  @TempDir Path folder;
  private TableLake lake;

  private PartitionOutcome step(String run) throws IOException {
    RewritePolicy policy =
        new RewritePolicy(run, Instant.EPOCH, Optional.empty(), Optional.empty());
    return lake.runInParts(policy, 1 << 20, 1, () -> 0);
  }

  @Test
  void aRefusalIsOfAllRows() throws IOException {
    ColumnRule atMostAFifth =
        new ColumnRule(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            ColumnRule.OnFail.KEEP,
            Optional.of(20.0));
    Column n = new Column("n", FieldType.LONG, "n", atMostAFifth, false, true, "");
    lake =
        new TableLake(
            folder,
            TableLake.JSON,
            new TrustedTable.Rows(TrustedTable.Dedupe.by("id"), List.of(), Optional.empty()),
            Checks.NONE,
            TableLake.id(),
            n);
    LargePartitionTest.put(lake);
    lake.put(TableLake.KEY + "5", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n".getBytes(UTF_8));

    PartitionOutcome outcome = step("1");
    while (outcome instanceof Unfinished) {
      outcome = step("1");
    }

    assertThat(((PartitionOutcome.Failed) outcome).reason())
        .isEqualTo("n is null in 2 of 6 rows, which is more than maxNull: 20%");
    assertThat(lake.store.head("trusted/shop/things/part-0.parquet")).isEmpty();
  }

  @Test
  void aCheckThatMustNotFailIsToldOnce() throws IOException {
    lake =
        LargePartitionTest.lake(
            folder,
            new RowCheck(
                "small",
                new RowRule.Range("n", Optional.empty(), Optional.of("0")),
                Severity.FAIL));
    LargePartitionTest.put(lake);

    PartitionOutcome outcome = step("1");
    while (outcome instanceof Unfinished) {
      outcome = step("1");
    }

    assertThat(((PartitionOutcome.Failed) outcome).reason())
        .startsWith("check 'small' failed for 4 rows: not in the range to 0, e.g. n = 1, id = k")
        .doesNotContain(";");
  }

  /** Only who sees all rows can tell. */
  @Test
  void aTableWithUniqueColumnsIsMadeInOneGo() throws IOException {
    lake =
        LargePartitionTest.lake(
            folder, new RowCheck("one-n", new RowRule.Unique(List.of("n")), Severity.WARN));
    LargePartitionTest.put(lake);

    assertThat(step("1")).isInstanceOf(Rewritten.class);
  }
}
