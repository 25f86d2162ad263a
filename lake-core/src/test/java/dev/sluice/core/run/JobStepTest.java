package dev.sluice.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.run.state.JobReport;
import dev.sluice.core.run.state.Run;
import dev.sluice.core.run.state.TableTotals;
import dev.sluice.core.run.state.Task;
import dev.sluice.core.trusted.FarmLake;
import dev.sluice.core.trusted.PartitionSurvey;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.core.trusted.TrustedPartitions;
import dev.sluice.core.trusted.flaw.Flaw;
import dev.sluice.core.trusted.flaw.Flaws;
import dev.sluice.core.trusted.survey.SurveyRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobStepTest {
  @TempDir Path folder;

  private static final Flaws FLAWS =
      new Flaws(List.of(new Flaw(Flaw.Kind.CHECK, "not-negative", "not in the range", 1, "-1")));

  @Test
  void theFlawsOfWhatAJobRefusedAreFound() throws IOException {
    FarmLake lake = new FarmLake(folder);
    lake.put("1", "{\"id\":\"a\",\"data\":-1}");
    Pipeline pipeline = FarmLake.pipeline(List.of());
    Instant start = Instant.parse("2026-06-01T12:00:00Z");
    Run run = Run.start(1, start, Run.Step.TRANSFORM, Optional.empty());
    JobReport.Left left =
        new JobReport.Left("readings", "year=2026/month=06/day=01", "", "refused", FLAWS);
    new JobReport(run.id(), Map.of("readings", 0L), List.of(left)).write(lake.store, "farm");

    Run ended =
        new JobStep(pipeline, lake.store, new PartitionSurvey(pipeline, lake.store), () -> 60_000)
            .succeeded(
                run,
                Task.waiting("TRANSFORM", "").started("job-1"),
                new RewritePolicy(run.id(), start, Optional.empty(), Optional.empty()));

    TableTotals readings = ended.tables().get("readings");
    assertThat(readings.refused()).isEqualTo(FLAWS);
    assertThat(readings.isTouched()).isTrue();
    assertThat(readings.rewritten()).isZero();
    assertThat(ended.failures()).hasSize(1);
  }

  @Test
  void whatAJobMadeThatFailedAfterwardsIsAskedByTheNextRun() throws IOException {
    FarmLake lake = new FarmLake(folder);
    lake.put("1", "{\"id\":\"a\",\"data\":1}");
    Pipeline pipeline = FarmLake.pipeline(List.of());
    Instant start = Instant.parse("2026-06-01T12:00:00Z");
    Run run = Run.start(2, start, Run.Step.TRANSFORM, Optional.empty());
    RewritePolicy policy = new RewritePolicy(run.id(), start, Optional.empty(), Optional.empty());
    SurveyRequest request = new SurveyRequest(run.id(), start, Optional.empty(), () -> 60_000);
    PartitionTransform first = lake.surveying(1 << 20);
    first.bringUpToDate(first.survey().list(request).partitions().get(0), policy);
    first.keeper(pipeline.trusted().get(0)).save();
    lake.put("2", "{\"id\":\"b\",\"data\":1}");
    PartitionSurvey survey = lake.surveying(1 << 20).survey();
    new JobStep(pipeline, lake.store, survey, () -> 60_000)
        .planned(run, survey.list(request), policy);
    lake.transform(1 << 20).bringUpToDate(lake.partitions().partitions().get(0), policy);
    lake.store.delete("raw/farm/year=2026/month=06/day=01/2");

    PartitionSurvey next = lake.surveying(1 << 20).survey();
    TrustedPartition partition = next.list(request).partitions().get(0);
    assertThat(policy.judge(partition, next.manifest(partition)))
        .isInstanceOf(RewritePolicy.Verdict.Stale.class);
  }

  @Test
  void aPartitionThatAJobLeftAsItsRawExpiredIsNotKnownToTheNextRun() throws IOException {
    FarmLake lake = new FarmLake(folder);
    String old = "raw/farm/year=2026/month=05/day=10/1";
    lake.putBytes(old, "{\"id\":\"a\",\"data\":1}".getBytes());
    Instant start = Instant.parse("2026-06-01T12:00:00Z");
    Run run = Run.start(1, start, Run.Step.TRANSFORM, Optional.empty());
    PartitionSurvey survey = lake.surveying(1 << 20).survey();
    SurveyRequest request = new SurveyRequest(run.id(), start, Optional.empty(), () -> 60_000);
    TrustedPartition known = survey.list(request).partitions().get(0);
    lake.store.delete(old);
    JobReport.Left left =
        new JobReport.Left("readings", known.name(), known.rawPrefix(), "deleted", Flaws.NONE);
    new JobReport(run.id(), Map.of("readings", 0L), List.of(left)).write(lake.store, "farm");

    new JobStep(FarmLake.pipeline(List.of()), lake.store, survey, () -> 60_000)
        .succeeded(
            run,
            Task.waiting("TRANSFORM", "").started("job-1"),
            new RewritePolicy(run.id(), start, Optional.empty(), Optional.empty()));
    assertThat(lake.surveying(1 << 20).survey().list(request).partitions())
        .allMatch(TrustedPartition::hasNoRaw);
  }

  @Test
  void whatAJobFoundOtherwiseThanRunsKnowItIsListedAgain() throws IOException {
    FarmLake lake = new FarmLake(folder);
    lake.putBytes("raw/farm/year=2026/month=05/day=10/1", "{\"id\":\"a\",\"data\":1}".getBytes());
    Pipeline pipeline = FarmLake.pipeline(List.of());
    Instant start = Instant.parse("2026-06-01T12:00:00Z");
    Run run = Run.start(1, start, Run.Step.TRANSFORM, Optional.empty());
    RewritePolicy policy = new RewritePolicy(run.id(), start, Optional.empty(), Optional.empty());
    SurveyRequest request = new SurveyRequest(run.id(), start, Optional.empty(), () -> 60_000);
    PartitionSurvey survey = lake.surveying(1 << 20).survey();
    TrustedPartitions known = survey.list(request);
    lake.putBytes("raw/farm/year=2026/month=05/day=10/2", "{\"id\":\"b\",\"data\":1}".getBytes());
    lake.transform(1 << 20).bringUpToDate(lake.partitions().partitions().get(0), policy);

    new JobStep(pipeline, lake.store, survey, () -> 60_000).planned(run, known, policy);
    assertThat(lake.store.keys()).anyMatch(key -> key.contains("/survey/marks/stream/"));
    assertThat(lake.surveying(1 << 20).survey().list(request).partitions().get(0).fingerprint())
        .isEqualTo(lake.partitions().partitions().get(0).fingerprint());
  }
}
