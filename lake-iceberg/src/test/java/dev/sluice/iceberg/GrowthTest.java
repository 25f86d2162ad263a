package dev.sluice.iceberg;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.LongHistory;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.run.RunDriver;
import dev.sluice.core.run.RunEvent;
import dev.sluice.core.run.RunResult;
import dev.sluice.core.run.port.FakeQueryEngine;
import dev.sluice.core.run.port.FakeTableCatalog;
import dev.sluice.core.run.port.InMemoryMetadataCatalog;
import dev.sluice.core.trusted.PartitionKeeper;
import dev.sluice.core.trusted.PartitionManifest;
import dev.sluice.core.trusted.PartitionSurvey;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.TrustedPartition;
import dev.sluice.core.trusted.rows.RowCounts;
import dev.sluice.core.trusted.rows.RowTotals;
import dev.sluice.core.trusted.survey.KnownManifests;
import dev.sluice.core.trusted.survey.RawSurvey;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A million raw objects in ten thousand partitions of an Iceberg table: a run costs what is new.
 */
class GrowthTest {
  private static final int DAYS = 10_000;
  private static final int OBJECTS = 100;
  private static final int MOST_REQUESTS = 40;
  private static final Duration MOST_TIME = Duration.ofSeconds(5);

  /** Of which the time is the run's, whatever else the machine does. */
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  @TempDir Path folder;
  private final Pipeline pipeline =
      IceRuns.pipeline(IceRuns.table("readings", IceFarm.TABLE.columns().get(3)));
  private final InMemoryMetadataCatalog catalog = new InMemoryMetadataCatalog();
  private final FakeTableCatalog tables = new FakeTableCatalog();
  private final InMemoryObjectStore others = new InMemoryObjectStore(() -> this.now);
  private final LongHistory lake =
      new LongHistory(others, "raw/farm/", LocalDate.of(2026, 6, 1), DAYS, OBJECTS);
  private Instant now = Instant.parse("2026-06-01T12:00:00Z");

  private void makeEverything() throws IOException {
    IceFarm farm = new IceFarm(folder, lake, catalog);
    PartitionKeeper keeper = keeper(farm);
    TableLayout layout = ((IcebergPartitions) keeper).layout();
    MadeUnit model = farm.unit(layout, 0, "a", IceFarm.readings(0, "a", 24));
    List<MadeUnit> units = new ArrayList<>();
    for (TrustedPartition partition :
        new PartitionSurvey(pipeline, lake, table -> keeper).list().partitions()) {
      units.add(unit(partition, CommitCostTest.like(model, layout, units.size() - DAYS, "v")));
    }
    assertThat(farm.commit("run-0", units.toArray(MadeUnit[]::new)).left()).isEmpty();
    new TableUpkeep(farm.lake, "readings", TableKeeping.DEFAULT).keep(now);
  }

  private static MadeUnit unit(TrustedPartition partition, MadeUnit like) {
    PartitionManifest manifest =
        new PartitionManifest(
            partition.fingerprint(),
            RowTotals.of(new RowCounts(OBJECTS, 0, 0, OBJECTS, Map.of())),
            false,
            partition.objects().newest(),
            "1",
            Instant.EPOCH,
            false);
    Map<String, String> made = new HashMap<>(manifest.metadata());
    made.put(UnitDraft.MADE_AT, "2026-06-01T00:00:00Z");
    UnitDraft.UnitName name = UnitDraft.UnitName.of(partition);
    return new MadeUnit(name.path(), name.ordinal(), made, like.files());
  }

  private PartitionKeeper keeper(IceFarm farm) {
    KnownManifests known = new KnownManifests(lake, "farm", "readings");
    return new IcebergPartitions(
        farm.lake,
        pipeline,
        pipeline.trusted().get(0),
        clock(),
        new IcebergPartitions.Keeping(Optional.of(known), 1));
  }

  private Clock clock() {
    return Clock.fixed(now, ZoneOffset.UTC);
  }

  /** By a process that knows nothing but what is in the lake. */
  private RunResult run() throws IOException {
    now = now.plusSeconds(900);
    PartitionKeeper keeper = keeper(new IceFarm(folder, lake, catalog));
    RawSurvey raw =
        new RawSurvey(new RawSurvey.Settings(pipeline, lake, Duration.ofHours(24), clock()));
    PartitionSurvey survey = new PartitionSurvey(pipeline, lake, table -> keeper, Optional.of(raw));
    RunDriver.Ports ports =
        new RunDriver.Ports(
            pipeline,
            lake,
            new RunDriver.Engine.Embedded(
                new PartitionTransform(
                    pipeline, lake, survey, new PartitionTransform.Workspace(folder, 1 << 20))),
            tables,
            Optional.empty(),
            new FakeQueryEngine(),
            Optional.empty());
    lake.requests.clear();
    return new RunDriver(ports)
        .handle(
            new RunEvent(
                now,
                new RunEvent.Cause.Schedule(Optional.empty()),
                "request-" + now,
                () -> 600_000));
  }

  @Test
  void aRunCostsWhatIsNewHoweverLongTheHistory() throws IOException {
    makeEverything();
    RunResult first = run();
    assertThat(first.failures()).isEmpty();
    assertThat(first.tables().get("readings").rewritten()).isZero();
    assertThat(first.tables().get("readings").partitions()).isEqualTo(DAYS);

    assertThat(run().tables().get("readings").partitions()).isEqualTo(DAYS);
    assertThat(lake.total()).as("requests: %s", lake.requests).isLessThanOrEqualTo(15);

    others.put(
        PutObject.of(
            "raw/farm/year=2026/month=06/day=01/z.json",
            "{\"id\":\"new\",\"reading\":1,\"time\":\"2026-06-01T01:00:00Z\"}".getBytes(UTF_8),
            "application/json"));
    long began = threads.getCurrentThreadCpuTime();
    RunResult result = run();
    Duration took = Duration.ofNanos(threads.getCurrentThreadCpuTime() - began);
    assertThat(result.failures()).isEmpty();
    assertThat(result.tables().get("readings").rewritten()).isEqualTo(1);
    assertThat(result.tables().get("readings").partitions()).isEqualTo(DAYS + 1);
    assertThat(result.tables().get("readings").counts().rows())
        .isEqualTo((long) DAYS * OBJECTS + 1);
    lake.report("Iceberg table", took);
    assertThat(lake.total()).as("requests: %s", lake.requests).isLessThanOrEqualTo(MOST_REQUESTS);
    assertThat(took).isLessThan(MOST_TIME);
  }
}
