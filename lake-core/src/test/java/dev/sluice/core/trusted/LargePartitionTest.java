package dev.sluice.core.trusted;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.check.Checks;
import dev.sluice.core.pipeline.check.RowCheck;
import dev.sluice.core.pipeline.check.RowRule;
import dev.sluice.core.pipeline.check.Severity;
import dev.sluice.core.record.Period;
import dev.sluice.core.trusted.PartitionOutcome.Rewritten;
import dev.sluice.core.trusted.PartitionOutcome.Unfinished;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargePartitionTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  @TempDir Path folder;
  private TableLake lake;

  static TableLake lake(Path folder, RowCheck... checks) {
    return new TableLake(
        folder,
        TableLake.JSON,
        new TrustedTable.Rows(TrustedTable.Dedupe.by("id"), List.of(), Optional.empty()),
        new Checks(List.of(checks), List.of()),
        TableLake.id(),
        TableLake.column("n", FieldType.LONG, "n"));
  }

  @BeforeEach
  void fourObjects() throws IOException {
    lake = lake(folder);
    put(lake);
  }

  static void put(TableLake into) throws IOException {
    for (int i = 0; i < 4; i++) {
      into.put(
          TableLake.KEY + i,
          "{\"id\":\"k%d\",\"n\":1}\n{\"id\":\"k0\",\"n\":%d}\n".formatted(i, i).getBytes(UTF_8));
    }
  }

  private static RewritePolicy policy(String run, Instant time) {
    return new RewritePolicy(run, time, Optional.empty(), Optional.empty());
  }

  /** One step, as there is no time for others. */
  private PartitionOutcome step(String run) throws IOException {
    return lake.runInParts(policy(run, NOON), 1 << 20, 1, () -> 0);
  }

  private Rewritten toEnd(String run) throws IOException {
    PartitionOutcome outcome = step(run);
    while (outcome instanceof Unfinished) {
      outcome = step(run);
    }
    return (Rewritten) outcome;
  }

  private List<String> rows() {
    return lake.store.text("trusted/shop/things/part-0.parquet").lines().sorted().toList();
  }

  @Test
  void eachInvocationDoesOneStepAtLeast() throws IOException {
    assertThat(step("1")).isEqualTo(new Unfinished(1, 6));
    assertThat(step("1")).isEqualTo(new Unfinished(2, 6));

    assertThat(toEnd("1").counts().rows()).isEqualTo(4);
    assertThat(rows()).containsExactly("k0|1", "k1|1", "k2|1", "k3|1");
    assertThat(lake.store.list("work/").map(ObjectInfo::key)).isEmpty();
  }

  @Test
  void objectsThatArriveMeanwhileAreForTheNextRun() throws IOException {
    step("1");
    lake.put(TableLake.KEY + "9", "{\"id\":\"late\",\"n\":1}\n".getBytes(UTF_8));

    assertThat(step("1")).isEqualTo(new Unfinished(2, 6));
    toEnd("1");
    assertThat(rows()).hasSize(4);
    toEnd("2");
    assertThat(rows()).hasSize(5).contains("late|1");
  }

  @Test
  void anotherRunGoesOnWithTheSameObjectsOnly() throws IOException {
    step("1");
    step("1");

    assertThat(step("2")).isEqualTo(new Unfinished(3, 6));

    lake.put(TableLake.KEY + "9", "{\"id\":\"late\",\"n\":1}\n".getBytes(UTF_8));
    assertThat(step("3")).isEqualTo(new Unfinished(1, 7));
  }

  @Test
  void aReplacedObjectBeginsItAnew() throws IOException {
    step("1");
    lake.put(TableLake.KEY + "0", "{\"id\":\"other\",\"n\":1}\n".getBytes(UTF_8));

    assertThat(step("1")).isEqualTo(new Unfinished(1, 6));
    toEnd("1");
    assertThat(rows()).containsExactly("k0|1", "k1|1", "k2|1", "k3|1", "other|1");
  }

  @Test
  void whatIsOlderThanADayIsBegunAnew() throws IOException {
    step("1");
    step("1");
    Instant later = NOON.plus(Duration.ofDays(1));

    assertThat(lake.runInParts(policy("1", later), 1 << 20, 1, () -> 0))
        .isEqualTo(new Unfinished(1, 6));
  }

  @Test
  void aChangedTableBeginsItAnew() throws IOException {
    step("1");
    step("1");
    lake =
        lake.with(
            new Checks(
                List.of(new RowCheck("n", new RowRule.NotNull("n"), Severity.WARN)), List.of()));

    assertThat(step("1")).isEqualTo(new Unfinished(1, 6));
  }

  @Test
  void whatIsGoneOfEarlierStepsIsToldAndBegunAnew() throws IOException {
    for (int i = 0; i < 4; i++) {
      step("1");
    }
    String rows = "work/shop/parts/things/piece-00000-of-bucket-00000.rows";
    assertThat(lake.store.head(rows)).isPresent();
    lake.store.delete(rows);

    assertThat(step("1"))
        .isInstanceOfSatisfying(
            PartitionOutcome.Failed.class,
            failed -> assertThat(failed.reason()).contains(rows).contains("is gone"));
    assertThat(toEnd("2").counts().rows()).isEqualTo(4);
  }

  @Test
  void aPlanThatCanNotBeReadIsBegunAnewAndAReportToo() throws IOException {
    step("1");
    lake.put("work/shop/parts/things/plan.json.gz", "of another version".getBytes(UTF_8));
    assertThat(step("1")).isEqualTo(new Unfinished(1, 6));
    while (!(step("1") instanceof Unfinished six && six.done() == 6)) {}
    lake.put("work/shop/parts/things/piece-00000.json.gz", "damaged".getBytes(UTF_8));

    assertThat(step("1"))
        .isInstanceOfSatisfying(
            PartitionOutcome.Failed.class,
            failed -> assertThat(failed.reason()).contains("piece-00000.json.gz' can't be read"));
    assertThat(toEnd("2").counts().rows()).isEqualTo(4);
  }

  /** Of two large partitions that still got objects none was ever done. */
  @Test
  void aRunDoesNotBeginItAgainForWhatCameMeanwhile() throws IOException {
    toEnd("1");
    lake.put(TableLake.KEY + "9", "{\"id\":\"late\",\"n\":1}\n".getBytes(UTF_8));

    assertThat(step("1")).isInstanceOf(PartitionOutcome.UpToDate.class);
    assertThat(step("2")).isEqualTo(new Unfinished(1, 7));
  }

  /** Its files would be put into the table twice, and expire with those of before. */
  @Test
  void aPlanThatWasPublishedIsNotPublishedAgain() throws IOException {
    step("1");
    while (!(step("2") instanceof Unfinished six && six.done() == 6)) {}
    List<String> work = lake.store.list("work/").map(ObjectInfo::key).toList();
    List<byte[]> left = work.stream().map(lake.store::bytes).toList();
    assertThat(step("2")).isInstanceOf(Rewritten.class);
    for (int i = 0; i < left.size(); i++) {
      lake.put(work.get(i), left.get(i));
    }
    Rebuild all = new Rebuild(new Period(Instant.MIN, Instant.MAX), false);
    RewritePolicy replay = new RewritePolicy("3", NOON, Optional.empty(), Optional.of(all));

    assertThat(lake.runInParts(replay, 1 << 20, 1, () -> 0)).isEqualTo(new Unfinished(1, 6));
  }
}
