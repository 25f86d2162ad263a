package dev.sluice.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TableSpec;
import dev.sluice.core.record.Period;
import dev.sluice.core.trusted.PartitionOutcome;
import dev.sluice.core.trusted.PartitionTransform.AtOnce;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A partition that takes several invocations, each of which knows nothing but the lake. */
class LargeUnitTest {
  @TempDir Path folder;
  private FarmRuns runs;

  @BeforeEach
  void threeObjectsOfADay() throws IOException {
    runs = new FarmRuns(folder);
    runs.put(1, 1, "a", "a1", "a2");
    runs.put(1, 1, "b", "a1", "b1", "b2", "b3");
    runs.put(1, 2, "c", "c1");
  }

  private FarmRuns.Invocation invocation() {
    return runs.run("1", FarmRuns.table(IceFarm.DAY));
  }

  @Test
  void itsFilesAreCommittedTogetherOnceAllStepsAreDone() throws IOException {
    for (int step = 1; step < 5; step++) {
      assertThat(invocation().step()).isEqualTo(new PartitionOutcome.Unfinished(step, 5));
      assertThat(runs.farm.rows()).isEmpty();
    }

    assertThat(invocation().step()).isEqualTo(new PartitionOutcome.Unfinished(5, 5));
    FarmRuns.Invocation last = invocation();
    assertThat(((PartitionOutcome.Rewritten) last.step()).counts().duplicates()).isEqualTo(1);
    assertThat(invocation().commit()).isEmpty();

    assertThat(runs.farm.rows()).containsOnlyKeys("a1", "a2", "b1", "b2", "b3", "c1");
    assertThat(runs.keys("work/")).isEmpty();
    assertThat(files()).hasSizeGreaterThan(1);
  }

  @Test
  void itsStepsAreDoneAtOnce() throws IOException {
    for (int i = 0; i < 20; i++) {
      runs.put(1, 3, "more-" + i, "a1", "m" + i, "m" + (i + 1));
    }

    FarmRuns.Invocation first = invocation();
    PartitionOutcome made = first.inParts(new AtOnce(3, Long.MAX_VALUE), 600_000);
    first.commit();

    assertThat(((PartitionOutcome.Rewritten) made).counts().rows()).isEqualTo(6 + 21);
    assertThat(runs.farm.rows()).hasSize(6 + 21).containsKeys("a1", "b3", "c1", "m0", "m20");
    assertThat(runs.keys("work/")).isEmpty();
  }

  @Test
  void theNextVersionReplacesAllFilesOfTheOneBefore() throws IOException {
    FarmRuns.Invocation first = invocation();
    while (first.step() instanceof PartitionOutcome.Unfinished) {
      first = invocation();
    }
    first.commit();
    runs.put(1, 1, "d", "d1");

    runs.run("2", FarmRuns.table(IceFarm.DAY)).make();

    assertThat(runs.farm.rows()).containsOnlyKeys("a1", "a2", "b1", "b2", "b3", "c1", "d1");
    assertThat(runs.farm.open().currentSnapshot().summary()).containsEntry("total-records", "7");
  }

  /** Its files would lie in partitions of the new design that they don't belong to. */
  @Test
  void aTableThatIsDesignedOtherwiseMeanwhileBeginsItAnew() throws IOException {
    TableSpec months = new TableSpec(List.of(TableSpec.field("month(event_time)")));
    TableSpec hours = new TableSpec(List.of(TableSpec.field("hour(event_time)")));
    runs.run("0", FarmRuns.table(new TableFormat.Plain())).make();
    for (int step = 1; step < 5; step++) {
      assertThat(runs.run("1", FarmRuns.table(months)).step())
          .isEqualTo(new PartitionOutcome.Unfinished(step, 5));
    }

    assertThat(runs.run("1", FarmRuns.table(hours)).step())
        .isEqualTo(new PartitionOutcome.Unfinished(1, 5));
  }

  /** Snapshots of before would expire with files that the table has. */
  @Test
  void whatAReplayMakesAgainHasFilesOfItsOwn() throws IOException {
    while (!(invocation().step() instanceof PartitionOutcome.Unfinished all && all.done() == 5)) {}
    Map<String, byte[]> work = new HashMap<>();
    for (String key : runs.keys("work/")) {
      work.put(key, runs.store.bytes(key));
    }
    assertThat(invocation().step()).isInstanceOf(PartitionOutcome.Rewritten.class);
    invocation().commit();
    List<String> before = files();
    for (Map.Entry<String, byte[]> left : work.entrySet()) {
      runs.store.put(PutObject.of(left.getKey(), left.getValue(), "application/gzip"));
    }

    Period day =
        new Period(Instant.parse("2026-06-01T00:00:00Z"), Instant.parse("2026-06-02T00:00:00Z"));
    FarmRuns.Invocation again;
    do {
      again = runs.replay("2", FarmRuns.table(IceFarm.DAY), day);
    } while (again.step() instanceof PartitionOutcome.Unfinished);
    again.commit();

    assertThat(runs.farm.rows()).hasSize(6);
    assertThat(files()).hasSizeGreaterThan(before.size());
  }

  @Test
  void filesThatWereSweptMeanwhileAreMadeAgain() throws IOException {
    while (!(invocation().step() instanceof PartitionOutcome.Unfinished all && all.done() == 5)) {}
    runs.store.delete(files().get(0));

    assertThat(invocation().step())
        .isInstanceOfSatisfying(
            PartitionOutcome.Failed.class,
            failed -> assertThat(failed.reason()).contains("is gone, which an earlier step"));
    FarmRuns.Invocation next = invocation();
    while (next.step() instanceof PartitionOutcome.Unfinished) {
      next = invocation();
    }
    next.commit();
    assertThat(runs.farm.rows()).hasSize(6);
  }

  private List<String> files() throws IOException {
    return runs.store
        .list("trusted/")
        .map(ObjectInfo::key)
        .filter(key -> key.contains("/data/"))
        .toList();
  }
}
