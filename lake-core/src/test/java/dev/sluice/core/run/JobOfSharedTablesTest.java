package dev.sluice.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.run.state.JobReport;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.Task;
import dev.sluice.core.trusted.FarmLake;
import dev.sluice.core.trusted.PartitionKeeper;
import dev.sluice.core.trusted.PartitionManifest;
import dev.sluice.core.trusted.PartitionSurvey;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.core.trusted.flaw.Flaws;
import dev.sluice.core.trusted.rows.RowTotals;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job whose tables are committed at its end, and may be others' too. */
class JobOfSharedTablesTest {
  private static final Instant START = Instant.parse("2026-06-01T12:00:00Z");

  @TempDir Path folder;
  private FarmLake lake;
  private final Pipeline pipeline = FarmLake.pipeline(List.of());
  private final Run run = Run.start(1, START, Run.Step.TRANSFORM, Optional.empty());
  private final RewritePolicy policy =
      new RewritePolicy(run.id(), START, Optional.empty(), Optional.empty());

  @BeforeEach
  void makeALake() {
    lake = new FarmLake(folder);
    lake.put("1", "{\"id\":\"a\",\"data\":1}");
  }

  /** All partitions were made by a job that ended before it could commit them. */
  private static class StagedKeeper implements PartitionKeeper {
    @Override
    public Optional<PartitionManifest> manifest(TrustedPartition partition) {
      return Optional.of(
          new PartitionManifest(
              partition.fingerprint(), RowTotals.ZERO, false, START, "0", START, false));
    }

    @Override
    public List<TrustedPartition> gone(TrustedTable table, List<TrustedPartition> inRaw)
        throws IOException {
      return List.of();
    }

    @Override
    public PartitionDraft draft(TrustedPartition partition) {
      throw new IllegalStateException("The function makes none");
    }

    @Override
    public boolean isStaged(TrustedPartition partition) {
      return true;
    }

    @Override
    public void save() {
      throw new IllegalStateException("The function makes none");
    }

    @Override
    public Map<String, String> commit(TrustedTable table, RewritePolicy policy) {
      throw new IllegalStateException("The function makes none");
    }
  }

  @Test
  void whatAJobMadeAndCouldNotCommitIsWorkForTheNext() throws IOException {
    PartitionKeeper keeper = new StagedKeeper();
    PartitionSurvey survey = new PartitionSurvey(pipeline, lake.store, table -> keeper);

    Run planned =
        new JobStep(pipeline, lake.store, survey, () -> 60_000).planned(run, survey.list(), policy);

    assertThat(planned.tasks()).extracting(Task::state).containsExactly(Task.State.WAITING);
  }

  @Test
  void aTableThatCanNotBeLookedAtIsOneFailureOfAJob() throws IOException {
    PartitionKeeper keeper =
        new StagedKeeper() {
          @Override
          public List<TrustedPartition> gone(TrustedTable table, List<TrustedPartition> inRaw)
              throws IOException {
            throw new IOException("its metadata can't be read");
          }
        };
    PartitionSurvey survey = new PartitionSurvey(pipeline, lake.store, table -> keeper);

    Run planned =
        new JobStep(pipeline, lake.store, survey, () -> 60_000).planned(run, survey.list(), policy);

    assertThat(planned.failures()).hasSize(1);
    assertThat(planned.failures().get(0).reason()).contains("its metadata can't be read");
    assertThat(planned.tables()).isEmpty();
    assertThat(planned.tasks()).extracting(Task::state).containsExactly(Task.State.SUCCEEDED);
  }

  @Test
  void aPartitionThatOthersChangedIsToldWithWhatToDo() throws IOException {
    JobReport.Left left =
        new JobReport.Left(
            "readings", "year=2026/month=06/day=01", "", "changed", Flaws.NONE, "replay it");
    new JobReport(run.id(), Map.of("readings", 0L), List.of(left)).write(lake.store, "farm");

    Run ended =
        new JobStep(pipeline, lake.store, new PartitionSurvey(pipeline, lake.store), () -> 60_000)
            .succeeded(run, Task.waiting("TRANSFORM", "").started("job-1"), policy);

    assertThat(ended.failures()).extracting(Run.Failure::remedy).containsExactly("replay it");
  }
}
