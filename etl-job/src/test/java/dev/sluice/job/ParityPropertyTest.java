package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.run.state.JobReport;
import dev.sluice.core.trusted.PartitionOutcome;
import dev.sluice.core.trusted.RewritePolicy;
import dev.sluice.core.trusted.flaw.Flaws;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** The same raw through both engines, as a third reader sees what they made of it. */
class ParityPropertyTest {
  @Provide
  Arbitrary<List<OddLakes.RawObject>> lake() {
    return OddLakes.objects(5, 20);
  }

  @Provide
  Arbitrary<List<OddLakes.RawObject>> late() {
    return OddLakes.objects(0, 2);
  }

  @Property(tries = 12, shrinking = ShrinkingMode.OFF)
  void bothEnginesMakeTheSameLake(
      @ForAll("lake") List<OddLakes.RawObject> raw, @ForAll("late") List<OddLakes.RawObject> late)
      throws IOException, SQLException {
    ParityLake embedded = new ParityLake();
    ParityLake spark = new ParityLake();
    raw.forEach(object -> put(object, embedded, spark));
    bringUpToDate("first", embedded, spark);
    late.forEach(object -> put(object, embedded, spark));
    bringUpToDate("second", embedded, spark);
    assertSameObjects(embedded, spark);
  }

  private static void put(OddLakes.RawObject object, ParityLake embedded, ParityLake spark) {
    embedded.put(object.key(), object.content());
    spark.put(object.key(), object.content());
  }

  static void bringUpToDate(String run, ParityLake embedded, ParityLake spark) throws IOException {
    RewritePolicy policy =
        new RewritePolicy(run, Instant.EPOCH, Optional.empty(), Optional.empty());
    Map<String, PartitionOutcome> outcomes = embedded.runEmbedded(policy);
    JobReport report = spark.runJob(policy);
    List<String> unreadable =
        outcomes.values().stream().flatMap(ParityPropertyTest::leftAsItWas).toList();
    assertThat(report.left().stream().map(ParityPropertyTest::told))
        .containsExactlyInAnyOrderElementsOf(unreadable);
    assertThat(report.rewritten().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(
            outcomes.values().stream()
                .filter(PartitionOutcome.Rewritten.class::isInstance)
                .count());
  }

  private static String told(JobReport.Left left) {
    return left.key() + ": " + left.reason() + left.flaws();
  }

  private static Stream<String> leftAsItWas(PartitionOutcome outcome) {
    if (outcome instanceof PartitionOutcome.Unreadable unreadable) {
      return Stream.of(unreadable.objectKey() + ": " + unreadable.reason() + Flaws.NONE);
    }
    return outcome instanceof PartitionOutcome.Failed failed
        ? Stream.of(": " + failed.reason() + failed.flaws())
        : Stream.of();
  }

  static void assertSameObjects(ParityLake embedded, ParityLake spark)
      throws IOException, SQLException {
    assertThat(metadata(spark, "trusted/")).isEqualTo(metadata(embedded, "trusted/"));
    assertThat(spark.keys("rejected/")).isEqualTo(embedded.keys("rejected/"));
    for (String key : embedded.keys("rejected/")) {
      assertThat(spark.store.text(key)).isEqualTo(embedded.store.text(key));
    }
    try (ThirdReader reader = new ThirdReader()) {
      for (String key : embedded.keys("trusted/")) {
        assertThat(reader.rows(spark.store.bytes(key)))
            .as(key)
            .isEqualTo(reader.rows(embedded.store.bytes(key)));
      }
    }
  }

  /** With the run that made it: so the same partitions were made when late data came. */
  private static Map<String, Map<String, String>> metadata(ParityLake lake, String prefix)
      throws IOException {
    Map<String, Map<String, String>> all = new TreeMap<>();
    for (String key : lake.keys(prefix)) {
      all.put(key, lake.store.head(key).orElseThrow().metadata());
    }
    return all;
  }
}
