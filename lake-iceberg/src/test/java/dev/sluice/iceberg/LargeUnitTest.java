package dev.sluice.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.trusted.PartitionOutcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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

    FarmRuns.Invocation last = invocation();
    assertThat(((PartitionOutcome.Rewritten) last.step()).counts().duplicates()).isEqualTo(1);
    assertThat(invocation().commit()).isEmpty();

    assertThat(runs.farm.rows()).containsOnlyKeys("a1", "a2", "b1", "b2", "b3", "c1");
    assertThat(runs.keys("work/")).isEmpty();
    assertThat(files()).hasSizeGreaterThan(1);
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

  private List<String> files() throws IOException {
    return runs.store
        .list("trusted/")
        .map(ObjectInfo::key)
        .filter(key -> key.contains("/data/"))
        .toList();
  }
}
