package dev.sluice.iceberg;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.csv.CsvDialect;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.Schema;
import dev.sluice.core.pipeline.StreamSpec;
import dev.sluice.core.pipeline.TableFormat;
import dev.sluice.core.pipeline.TableSpec;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.source.ReplaySource;
import dev.sluice.core.run.port.InMemoryMetadataCatalog;
import dev.sluice.core.trusted.FarmLake;
import dev.sluice.core.trusted.PartitionOutcome;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.Rebuild;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.core.trusted.TrustedPartition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Raw objects to the rows of an Iceberg table, invocation by invocation. */
class IcebergPartitionsTest {
  private static final RawLayout RAW =
      new RawLayout(
          "raw/farm", FarmLake.DAY, RawLayout.Style.HIVE, Optional.empty(), Duration.ZERO);

  @TempDir Path folder;
  private final InMemoryObjectStore store = new InMemoryObjectStore(Instant::now);
  private final InMemoryMetadataCatalog catalog = new InMemoryMetadataCatalog();
  private final IceFarm farm = farm();

  private IceFarm farm() {
    return new IceFarm(Path.of("."), store, catalog);
  }

  private boolean hasDays = true;

  private TrustedTable table() {
    TrustedTable plain = IceFarm.TABLE;
    return new TrustedTable(
        plain.name(),
        plain.input(),
        plain.columns(),
        plain.rows(),
        new TableFormat.Storage(
            hasDays ? plain.partition() : List.of(),
            Optional.empty(),
            new TableFormat.Iceberg(hasDays ? IceFarm.DAY : TableSpec.NONE, Map.of(), 7, 20)),
        plain.checks());
  }

  private Pipeline pipeline() {
    Schema schema =
        new Schema(
            List.of(
                new Field("id", FieldType.STRING, true),
                new Field("reading", FieldType.DOUBLE, false),
                new Field("time", FieldType.STRING, false),
                new Field("count", FieldType.INT, false)));
    return Pipeline.streaming(
        "farm",
        new ReplaySource(
            Duration.ofMinutes(1),
            1,
            Path.of("none.csv").toAbsolutePath(),
            CsvDialect.of(','),
            Map.of()),
        new StreamSpec(new RecordSpec("id", "time", "id", schema), List.of(), RAW),
        List.of(table()),
        List.of());
  }

  private void put(int day, String name, String... ids) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (String id : ids) {
      lines.append(
          "{\"id\":\"%s\",\"reading\":1.5,\"time\":\"2026-06-0%dT10:00:00Z\",\"count\":1}\n"
              .formatted(id, day));
    }
    store.put(
        PutObject.of(
            "raw/farm/year=2026/month=06/day=0%d/%s".formatted(day, name),
            lines.toString().getBytes(StandardCharsets.UTF_8),
            "application/json"));
  }

  /** A process that knows nothing but what is in the lake. */
  private final class Invocation {
    private final Pipeline pipeline = pipeline();
    private final IcebergPartitions keeper =
        new IcebergPartitions(farm().lake, pipeline, pipeline.trusted().get(0), Clock.systemUTC());
    private final PartitionTransform transform =
        new PartitionTransform(
            pipeline, store, table -> keeper, new PartitionTransform.Workspace(folder, 1 << 20));
    private final RewritePolicy policy;

    Invocation(String run) {
      this(run, Optional.empty());
    }

    Invocation(String run, Optional<Rebuild> rebuild) {
      policy = new RewritePolicy(run, Instant.now(), Optional.empty(), rebuild);
    }

    List<PartitionOutcome> make(int most) throws IOException {
      List<PartitionOutcome> outcomes = new ArrayList<>();
      for (TrustedPartition partition : transform.survey().list().partitions()) {
        if (outcomes.stream().filter(PartitionOutcome.Rewritten.class::isInstance).count() < most) {
          outcomes.add(transform.bringUpToDate(partition, policy));
        }
      }
      keeper.save();
      return outcomes;
    }

    Map<String, String> commit() throws IOException {
      Map<String, String> left = keeper.commit(pipeline.trusted().get(0), policy);
      keeper.clean(pipeline.trusted().get(0));
      return left;
    }
  }

  @Test
  void aRunThatGoesOnInAnotherInvocationCommitsOnce() throws IOException {
    put(1, "a", "a1", "a2");
    put(2, "b", "b1");
    assertThat(new Invocation("1").make(1)).hasSize(1);
    assertThat(farm.rows()).isEmpty();
    Invocation second = new Invocation("1");
    List<PartitionOutcome> outcomes = second.make(9);
    assertThat(outcomes.get(0))
        .isInstanceOfSatisfying(
            PartitionOutcome.UpToDate.class, made -> assertThat(made.isOfRun()).isTrue());
    assertThat(outcomes.get(1)).isInstanceOf(PartitionOutcome.Rewritten.class);
    assertThat(second.commit()).isEmpty();
    assertThat(farm.rows()).containsOnlyKeys("a1", "a2", "b1");
    assertThat(farm.open().snapshots()).hasSize(1);
    assertThat(farm.open().currentSnapshot().summary())
        .containsEntry("sluice.run", "1")
        .containsEntry("sluice.rows", "3");
  }

  @Test
  void whatIsUpToDateIsKnownFromTheMetadata() throws IOException {
    put(1, "a", "a1");
    Invocation first = new Invocation("1");
    first.make(9);
    first.commit();
    assertThat(new Invocation("2").make(9)).hasOnlyElementsOfType(PartitionOutcome.UpToDate.class);
    put(1, "a-late", "a2");
    Invocation third = new Invocation("3");
    assertThat(third.make(9)).hasOnlyElementsOfType(PartitionOutcome.Rewritten.class);
    third.commit();
    assertThat(farm.rows()).containsOnlyKeys("a1", "a2");
  }

  @Test
  void whatAKilledRunStagedIsCommittedByTheNext() throws IOException {
    put(1, "a", "a1");
    new Invocation("1").make(9);
    Invocation next = new Invocation("2");
    next.make(9);
    next.commit();
    assertThat(farm.rows()).containsOnlyKeys("a1");
  }

  @Test
  void rowsWhoseRawIsGoneStay() throws IOException {
    put(1, "a", "a1");
    Invocation first = new Invocation("1");
    first.make(9);
    first.commit();
    store.delete("raw/farm/year=2026/month=06/day=01/a");
    assertThat(new Invocation("2").make(9)).hasOnlyElementsOfType(PartitionOutcome.Kept.class);
    assertThat(farm.rows()).containsOnlyKeys("a1");
  }

  @Test
  void aTableOfOnePartitionIsMade() throws IOException {
    hasDays = false;
    put(1, "a", "a1");
    put(2, "b", "b1");
    Invocation run = new Invocation("1");
    assertThat(run.make(9)).hasOnlyElementsOfType(PartitionOutcome.Rewritten.class).hasSize(1);
    run.commit();
    assertThat(farm.rows()).containsOnlyKeys("a1", "b1");
  }

  @Test
  void filesThatAnUnfinishedRunStagedAreNoOrphans() throws IOException {
    put(1, "a", "a1");
    Invocation first = new Invocation("1");
    first.make(9);
    first.commit();
    put(2, "b", "b1");
    new Invocation("2").make(9);
    // Notes of staged units are good for two days, files are no orphans for three.
    new OrphanSweep(farm.lake, "readings").sweep(Instant.now().plus(Duration.ofDays(2)));
    new Invocation("3").commit();
    assertThat(farm.rows()).containsOnlyKeys("a1", "b1");
  }
}
