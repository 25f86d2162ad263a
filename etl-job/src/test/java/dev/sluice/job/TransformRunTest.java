package dev.sluice.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.record.Period;
import dev.sluice.core.run.state.JobReport;
import dev.sluice.core.trusted.Rebuild;
import dev.sluice.core.trusted.RewritePolicy;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TransformRunTest {
  private static final String BARRED = "borne";
  private static final String FIRST = "raw/records/2026/06/01/a.json";
  private static final String SECOND = "raw/records/2026/06/02/a.json";
  private static final String FIRST_READINGS =
      "trusted/parity/readings/year=2026/month=06/day=01/part-0.parquet";
  private static final String SECOND_READINGS =
      "trusted/parity/readings/year=2026/month=06/day=02/part-0.parquet";

  private static byte[] json(String... lines) {
    return String.join("\n", lines).getBytes(UTF_8);
  }

  private static RewritePolicy run(String token) {
    return new RewritePolicy(token, Instant.EPOCH, Optional.empty(), Optional.empty());
  }

  private static String run(ParityLake lake, String key) throws IOException {
    return lake.store.head(key).orElseThrow().metadata().get("run");
  }

  private static ParityLake twoDays() {
    return new ParityLake()
        .put(FIRST, json("{\"id\":\"a\",\"data\":1,\"n\":1}", "{\"id\":\"a\",\"data\":2,\"n\":2}"))
        .put(
            SECOND,
            json("{\"id\":\"b\",\"data\":1}", "{\"data\":7}", "{\"id\":\"c\",\"data\":999}"));
  }

  /** How many partitions were made, of tables by day and of tables by year or none. */
  private static Map<String, Long> rewritten(long days) {
    return Map.ofEntries(
        Map.entry("readings", days),
        Map.entry("newest", days),
        Map.entry("alike", days),
        Map.entry("numbered", 1L),
        Map.entry("living", 1L),
        Map.entry("measured", 1L),
        Map.entry("cells", 0L),
        Map.entry(BARRED, 0L));
  }

  @Test
  void countsWhatBecameOfEachRecord() throws IOException {
    ParityLake lake = twoDays();
    JobReport report = lake.runJob(run("r1"));
    assertThat(report.run()).isEqualTo("r1");
    assertThat(report.rewritten()).isEqualTo(rewritten(2));
    assertThat(report.left())
        .extracting(JobReport.Left::table)
        .as("its records have no time, of which 40% may be null")
        .containsOnly(BARRED);
    assertThat(lake.store.head(FIRST_READINGS).orElseThrow().metadata())
        .containsEntry("stored", "2")
        .containsEntry("duplicates", "1")
        .containsEntry("dropped", "0")
        .containsEntry("rows", "1");
    assertThat(lake.store.head(SECOND_READINGS).orElseThrow().metadata())
        .containsEntry("stored", "3")
        .containsEntry("dropped", "2")
        .containsEntry("rows", "1");
  }

  @Test
  void lateDataRewritesItsPartitionsAlone() throws IOException {
    ParityLake lake = twoDays();
    lake.runJob(run("r1"));
    lake.put("raw/records/2026/06/02/late.json", json("{\"id\":\"late\",\"data\":3}"));
    JobReport report = lake.runJob(run("r2"));
    assertThat(report.rewritten()).isEqualTo(rewritten(1));
    assertThat(run(lake, FIRST_READINGS)).isEqualTo("r1");
    assertThat(run(lake, SECOND_READINGS)).isEqualTo("r2");
    assertThat(lake.runJob(run("r3")).rewritten().values()).containsOnly(0L);
  }

  @Test
  void aRebuildMakesThePartitionsOfItsTimeAnew() throws IOException {
    ParityLake lake = twoDays();
    lake.runJob(run("r1"));
    Period first =
        new Period(Instant.parse("2026-06-01T00:00:00Z"), Instant.parse("2026-06-01T12:00:00Z"));
    lake.runJob(
        new RewritePolicy(
            "r2", Instant.EPOCH, Optional.empty(), Optional.of(new Rebuild(first, false))));
    assertThat(run(lake, FIRST_READINGS)).isEqualTo("r2");
    assertThat(run(lake, SECOND_READINGS)).isEqualTo("r1");
  }

  @Test
  void anObjectThatCantBeReadLeavesItsPartitionsAsTheyWere() throws IOException {
    ParityLake lake = twoDays();
    lake.runJob(run("r1"));
    lake.put(SECOND, json("{\"id\":\"b\",\"data\":1}", "{\"id\":\"d\",\"data\":1}"));
    lake.put("raw/records/2026/06/02/b.json", new byte[] {0x1F, (byte) 0x8B, 8, 0, 0, 0, 0, 0});
    lake.put("raw/records/2026/06/03/a.json", json("{\"id\":\"e\",\"data\":1}"));
    JobReport report = lake.runJob(run("r2"));
    List<JobReport.Left> left =
        report.left().stream().filter(one -> !one.table().equals(BARRED)).toList();
    assertThat(left)
        .extracting(JobReport.Left::table, JobReport.Left::partition)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("readings", "year=2026/month=06/day=02"),
            org.assertj.core.groups.Tuple.tuple("numbered", "year=2026"),
            org.assertj.core.groups.Tuple.tuple("newest", "year=2026/month=06/day=02"),
            org.assertj.core.groups.Tuple.tuple("alike", "year=2026/month=06/day=02"),
            org.assertj.core.groups.Tuple.tuple("living", "(all)"),
            org.assertj.core.groups.Tuple.tuple("measured", "(all)"));
    assertThat(left)
        .allSatisfy(one -> assertThat(one.key()).isEqualTo("raw/records/2026/06/02/b.json"))
        .allSatisfy(one -> assertThat(one.reason()).contains("gzip"));
    assertThat(report.rewritten()).containsEntry("readings", 1L);
    assertThat(run(lake, SECOND_READINGS)).isEqualTo("r1");
  }

  @Test
  void anObjectThatVanishesOrIsReplacedWhileItIsReadLeavesItsPartitionsAsTheyWere()
      throws IOException {
    ParityLake lake =
        new ParityLake(
            new InMemoryObjectStore() {
              @Override
              public Optional<StoredObject> get(String key) throws IOException {
                if (key.equals(FIRST)) {
                  return Optional.empty();
                }
                return key.equals(SECOND)
                    ? super.get("raw/records/2026/06/03/a.json")
                    : super.get(key);
              }
            });
    lake.put(FIRST, json("{\"id\":\"a\",\"data\":1}"));
    lake.put(SECOND, json("{\"id\":\"b\",\"data\":1}"));
    lake.put("raw/records/2026/06/03/a.json", json("{\"id\":\"c\",\"data\":1}"));
    JobReport report = lake.runJob(run("r1"));
    assertThat(
            report.left().stream()
                .filter(one -> one.table().equals("readings"))
                .map(JobReport.Left::reason))
        .containsExactly("it was deleted", "it was replaced while it was read");
    assertThat(lake.keys("trusted/parity/readings/"))
        .containsExactly("trusted/parity/readings/year=2026/month=06/day=03/part-0.parquet");
  }

  @Test
  void saysWhichDefinitionIsMissing() {
    ParityLake lake = new ParityLake();
    JobArguments asked = new JobArguments("lake", "", "parity", "state/none.zip", "", run("r1"));
    assertThatThrownBy(
            () ->
                new TransformRun(LocalSpark.session(), MemoryAccess.of(lake.tables()), line -> {})
                    .run(asked))
        .hasMessageContaining("state/none.zip");
  }

  @Test
  void tellsNothingOfTheRecords() throws IOException {
    ParityLake lake =
        new ParityLake().put(FIRST, "{\"id\":\"secret\",\"data\":\"sec".getBytes(UTF_8));
    List<String> lines = new java.util.ArrayList<>();
    lake.runJob(run("r1"), lines::add);
    assertThat(lines).hasSizeGreaterThan(2).noneMatch(line -> line.contains("secret"));
  }
}
