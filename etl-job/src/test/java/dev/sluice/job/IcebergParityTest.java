package dev.sluice.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.run.port.InMemoryMetadataCatalog;
import dev.sluice.core.run.state.JobReport;
import dev.sluice.core.trusted.PartitionOutcome;
import dev.sluice.core.trusted.RewritePolicy;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Iceberg tables by both engines: the same rows in the same files, described alike. */
class IcebergParityTest {
  private static final List<String> TABLES = List.of("readings", "newest", "living", "measured");

  @Provide
  Arbitrary<List<OddLakes.RawObject>> lake() {
    return OddLakes.objects(5, 20);
  }

  @Provide
  Arbitrary<List<OddLakes.RawObject>> late() {
    return OddLakes.objects(0, 2);
  }

  @Property(tries = 5, shrinking = ShrinkingMode.OFF)
  void bothEnginesMakeTheSameTables(
      @ForAll("lake") List<OddLakes.RawObject> raw, @ForAll("late") List<OddLakes.RawObject> late)
      throws IOException, SQLException {
    ParityLake embedded = lake(new InMemoryMetadataCatalog());
    ParityLake spark = lake(new InMemoryMetadataCatalog());
    for (List<OddLakes.RawObject> objects : List.of(raw, late)) {
      objects.forEach(object -> embedded.put(object.key(), object.content()));
      objects.forEach(object -> spark.put(object.key(), object.content()));
      ParityPropertyTest.bringUpToDate("r" + objects.size(), embedded, spark);
      assertSameTables(embedded, spark);
    }
  }

  private static void assertSameTables(ParityLake expected, ParityLake seen)
      throws IOException, SQLException {
    try (ThirdReader reader = new ThirdReader()) {
      for (String table : TABLES) {
        SeenTable before = new SeenTable(expected, table);
        SeenTable after = new SeenTable(seen, table);
        assertThat(after.files(reader)).as(table).isEqualTo(before.files(reader));
      }
    }
    assertThat(seen.keys("trusted/ice/plain/")).isEqualTo(expected.keys("trusted/ice/plain/"));
  }

  private static ParityLake lake(InMemoryMetadataCatalog catalog) {
    return new ParityLake("ice", new InMemoryObjectStore(Instant::now), catalog);
  }

  private static RewritePolicy run(String token) {
    return new RewritePolicy(token, Instant.EPOCH, Optional.empty(), Optional.empty());
  }

  private static ParityLake twoDays(ParityLake lake) {
    for (int day = 1; day <= 2; day++) {
      String time = "2026-06-0%dT10:00:00Z".formatted(day);
      String line = "{\"id\":\"%d\",\"type\":\"t%d\",\"data\":%d,\"n\":%d,\"time\":\"%s\"}";
      lake.put(
          "raw/records/2026/06/0%d/a.json".formatted(day),
          (line.formatted(day, day, day, day, time) + "\n" + line.formatted(9, 1, 5, 5, time))
              .getBytes(UTF_8));
    }
    return lake;
  }

  @Example
  void eachTableIsCommittedOnceForAllThatTheRunMade() throws IOException {
    ParityLake lake = twoDays(lake(new InMemoryMetadataCatalog()));
    JobReport report = lake.runJob(run("r1"));
    assertThat(report.left()).isEmpty();
    assertThat(report.rewritten()).containsEntry("readings", 2L).containsEntry("living", 1L);
    for (String table : TABLES) {
      assertThat(new SeenTable(lake, table).snapshots()).as(table).isEqualTo(1);
      assertThat(new SeenTable(lake, table).summary()).containsEntry("sluice.run", "r1");
    }
    assertThat(lake.keys("state/ice/iceberg/")).noneMatch(key -> key.contains("/staged/"));
    assertThat(lake.runJob(run("r2")).rewritten().values()).containsOnly(0L);
  }

  @Example
  void theFunctionGoesOnWithWhatTheJobMade() throws IOException, SQLException {
    ParityLake lake = twoDays(lake(new InMemoryMetadataCatalog()));
    lake.runJob(run("r1"));
    assertThat(lake.runEmbedded(run("r2")).values())
        .noneMatch(PartitionOutcome.Rewritten.class::isInstance);
    assertThat(new SeenTable(lake, "readings").snapshots()).isEqualTo(1);
  }

  @Property(tries = 8, shrinking = ShrinkingMode.OFF)
  void aJobThatIsKilledAnywhereIsFollowedByOneThatDoesTheRest(
      @ForAll @IntRange(min = 8, max = 60) int writes, @ForAll boolean isLastDone)
      throws IOException, SQLException {
    ParityLake whole = twoDays(lake(new InMemoryMetadataCatalog()));
    whole.runJob(run("r1"));
    DyingLake dying = new DyingLake(isLastDone);
    ParityLake killed = twoDays(dying.lake());
    dying.dieAfter(writes);
    try {
      killed.runJob(run("r1"));
    } catch (LinkageError | RuntimeException e) {
      assertThat(dying.isDead()).isTrue();
    }
    dying.revive();
    assertThat(killed.runJob(run("r2")).left()).isEmpty();
    assertSameTables(whole, killed);
    assertThat(killed.keys("state/ice/iceberg/")).noneMatch(key -> key.contains("/staged/"));
  }

  @Example
  void aCommitWhoseAnswerIsLostIsNotMadeTwice() throws IOException, SQLException {
    ParityLake whole = twoDays(lake(new InMemoryMetadataCatalog()));
    whole.runJob(run("r1"));
    InMemoryMetadataCatalog mute =
        new InMemoryMetadataCatalog() {
          @Override
          public synchronized boolean swap(MetadataSwap swap) throws IOException {
            super.swap(swap);
            throw new IOException("no answer");
          }
        };
    ParityLake lake = twoDays(lake(mute));
    JobReport report = lake.runJob(run("r1"));
    assertThat(report.left()).isEmpty();
    assertSameTables(whole, lake);
    assertThat(new SeenTable(lake, "readings").snapshots()).isEqualTo(1);
  }

  @Example
  void aCatalogThatRefusesCostsItsTableAlone() throws IOException {
    InMemoryMetadataCatalog refusing =
        new InMemoryMetadataCatalog() {
          @Override
          public synchronized boolean swap(MetadataSwap swap) throws IOException {
            if (swap.base().isPresent() && swap.table().equals("newest")) {
              throw new IOException("AccessDenied");
            }
            return super.swap(swap);
          }
        };
    ParityLake lake = twoDays(lake(refusing));
    JobReport report = lake.runJob(run("r1"));
    assertThat(report.left())
        .extracting(JobReport.Left::table, JobReport.Left::remedy)
        .containsOnly(
            org.assertj.core.groups.Tuple.tuple(
                "newest",
                "Correct what the reason names; the next run makes and commits the partition."));
    assertThat(report.left().get(0).reason()).contains("AccessDenied");
    assertThat(report.rewritten()).containsEntry("newest", 0L).containsEntry("readings", 2L);
  }

  @Example
  void theJobSaysThatItLacksTheCatalogsDatabase() {
    assertThatThrownBy(() -> new S3Access("lake").tables("", "ice"))
        .hasMessageContaining("--database")
        .hasMessageContaining("'ice'");
  }
}
