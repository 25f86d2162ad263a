package dev.sluice.core.trusted;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.record.Period;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Raw that expires does not take trusted with it. */
class RawRetentionTest {
  private static final Instant PUT = Instant.parse("2026-06-01T12:00:00Z");
  private static final Duration KEPT = Duration.ofDays(30);
  private static final String DAY = "raw/farm/year=2026/month=06/day=01/";

  @TempDir Path folder;
  private Instant now = PUT;
  private FarmLake lake;

  @BeforeEach
  void makeAPartitionOfTwoObjects() throws IOException {
    lake = new FarmLake(new InMemoryObjectStore(() -> now), folder);
    put("a", 1);
    put("b", 2);
    assertThat(make(PUT)).isInstanceOf(PartitionOutcome.Rewritten.class);
  }

  private void put(String name, int id) {
    lake.putBytes(DAY + name, "{\"id\":%d,\"data\":2}".formatted(id).getBytes(UTF_8));
  }

  private PartitionOutcome make(Instant time) throws IOException {
    return make(new RewritePolicy("run", time, Optional.of(KEPT), Optional.empty()));
  }

  private PartitionOutcome make(RewritePolicy policy) throws IOException {
    List<TrustedPartition> partitions =
        new PartitionSurvey(FarmLake.pipeline(List.of()), lake.store).list().partitions();
    assertThat(partitions).hasSize(1);
    return lake.transform(1 << 20).bringUpToDate(partitions.get(0), policy);
  }

  @Test
  void keepsAPartitionWhoseRawHasBegunToExpire() throws IOException {
    lake.store.delete(DAY + "a");
    PartitionOutcome kept = make(PUT.plus(KEPT));
    assertThat(kept)
        .isInstanceOfSatisfying(
            PartitionOutcome.Kept.class,
            outcome -> {
              assertThat(outcome.made().rows().counts().rows()).isEqualTo(2);
              assertThat(outcome.isMissed()).isFalse();
            });
    assertThat(lake.rows()).hasSize(2);
  }

  @Test
  void keepsAPartitionWhoseRawIsGone() throws IOException {
    lake.store.delete(DAY + "a");
    lake.store.delete(DAY + "b");
    assertThat(make(PUT.plus(KEPT).plus(KEPT))).isInstanceOf(PartitionOutcome.Kept.class);
    assertThat(lake.rows()).hasSize(2);
  }

  @Test
  void tellsOfRawThatCameTooLate() throws IOException {
    lake.store.delete(DAY + "a");
    now = PUT.plus(KEPT).plusSeconds(60);
    put("c", 3);
    assertThat(make(now))
        .isInstanceOfSatisfying(
            PartitionOutcome.Kept.class, kept -> assertThat(kept.isMissed()).isTrue());
  }

  @Test
  void takesLateRawAsLongAsNothingCanHaveExpired() throws IOException {
    now = PUT.plus(KEPT).minus(Duration.ofDays(2));
    put("c", 3);
    assertThat(make(now)).isInstanceOf(PartitionOutcome.Rewritten.class);
    assertThat(lake.rows()).hasSize(3);
  }

  @Test
  void followsADeletionByHandWhereRawDoesNotExpire() throws IOException {
    lake.store.delete(DAY + "a");
    assertThat(make(RewritePolicy.BY_FINGERPRINT)).isInstanceOf(PartitionOutcome.Rewritten.class);
    assertThat(lake.rows()).hasSize(1);
  }

  @Test
  void rebuildsWhatMeetsThePeriodOnceInARun() throws IOException {
    Period day = new Period(PUT.minus(Duration.ofDays(1)), PUT);
    RewritePolicy rebuild =
        new RewritePolicy("next", PUT, Optional.empty(), Optional.of(new Rebuild(day, false)));
    assertThat(make(rebuild)).isInstanceOf(PartitionOutcome.Rewritten.class);
    assertThat(make(rebuild)).isInstanceOf(PartitionOutcome.UpToDate.class);
  }

  @Test
  void doesNotRebuildWhatLiesOutsideOfThePeriod() throws IOException {
    Period later =
        new Period(Instant.parse("2026-06-02T00:00:00Z"), Instant.parse("2026-07-01T00:00:00Z"));
    assertThat(
            make(
                new RewritePolicy(
                    "next", PUT, Optional.empty(), Optional.of(new Rebuild(later, false)))))
        .isInstanceOf(PartitionOutcome.UpToDate.class);
  }

  @Test
  void doesNotTakeObjectsOfOthersForPartitions() throws IOException {
    lake.putBytes("trusted/farm/readings/year=2026/month=05/part-0.parquet", new byte[1]);
    lake.putBytes("trusted/farm/readings/year=2026/month=05/day=01/copy.parquet", new byte[1]);
    assertThat(make(PUT)).isInstanceOf(PartitionOutcome.UpToDate.class);
  }
}
