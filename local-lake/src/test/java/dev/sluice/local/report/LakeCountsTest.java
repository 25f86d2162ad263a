package dev.sluice.local.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.csv.CsvDialect;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawFormat;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.source.Feed;
import dev.sluice.core.pipeline.source.LandingSource;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LakeCountsTest {
  @TempDir private Path bucket;
  private LakeCounts counts;

  @BeforeEach
  void count() {
    counts = new LakeCounts(bucket, "farm");
  }

  @Test
  void countsNothingInAnEmptyBucket() throws IOException {
    assertThat(counts.produced()).isZero();
    assertThat(counts.stored()).isZero();
    assertThat(counts.rejected()).isZero();
    assertThat(counts.failed()).isZero();
    assertThat(counts.missed()).isZero();
    assertThat(LakeCounts.step(counts.run())).isEqualTo("no run yet");
  }

  @Test
  void doesNotMissAFailedRecordThatReachedRawAfterAll() throws IOException {
    raw("year=2026/a.json.gz", "{\"id\":\"a\",\"data\":1}\n{\"id\":\"b\",\"data\":2}\n");
    write(
        "failed/farm/1.json",
        """
        {"state":"unknown","record":{"id":"b","data":2}}
        {"state":"refused","record":{"id":"c","data":3}}
        """);

    assertThat(counts.failed()).isEqualTo(2);
    assertThat(counts.failedIds(id("id"))).containsExactlyInAnyOrder("b", "c");
    assertThat(counts.census(id("id")).contains("b")).isTrue();
    assertThat(counts.census(id("id")).contains("c")).isFalse();
  }

  @Test
  void missesARecordOnceThatFailedTwice() throws IOException {
    String line = "{\"state\":\"refused\",\"record\":{\"name\":\"c\"}}\n";
    write("failed/farm/1.json", line);
    write("failed/farm/2.json", line);

    assertThat(counts.failedIds(id("name"))).containsExactly("c");
  }

  @Test
  void findsTheCopiesOfAnIdInAllObjectsAndLeavesRecordsWithoutOneAlone() throws IOException {
    raw("year=2026/a.json.gz", "{\"id\":\"a\"}\n{\"id\":\"b\",\"x\":{\"id\":\"a\"}}\n{\"x\":1}\n");
    raw("year=2026/b.json.gz", "{\"id\":\"a\"}{\"id\":\"a\"}{\"id\":null}{\"x\":2}");

    assertThat(counts.census(id("id")).copies()).isEqualTo(2);
  }

  @Test
  void countsARecordOnceThatWasRejectedInTwoDeliveries() throws IOException {
    String first = "{\"reason\":\"not JSON\",\"shard\":\"s-0\",\"sequenceNumber\":\"1\"}\n";
    String second = "{\"reason\":\"not JSON\",\"shard\":\"s-0\",\"sequenceNumber\":\"2\"}\n";
    write("rejected/farm/year=2026/s-0-1-2.json", first + second);
    write("rejected/farm/year=2026/s-0-1-1.json", first);

    assertThat(counts.rejected()).isEqualTo(2);
  }

  @Test
  void countsRowsThatTheSourceRejectedAsProducedAndRejected() throws IOException {
    write("state/farm/producer.json", "{\"produced\":10,\"rejected\":2,\"failed\":1}");
    write(
        "rejected/farm/source/20260601T120000.000Z.json",
        """
        {"reason":"3 cells","file":"farm.csv","line":7,"text":"a,b,c"}
        {"reason":"3 cells","file":"farm.csv","line":9,"text":"a,b,c"}
        """);

    assertThat(counts.produced()).isEqualTo(12);
    assertThat(counts.rejected()).isEqualTo(2);
  }

  @Test
  void addsUpTheFeedsOfAPipeline() throws IOException {
    write("state/farm/producer-near.json", "{\"produced\":10,\"rejected\":1,\"failed\":0}");
    write("state/farm/producer-far.json", "{\"produced\":5,\"rejected\":1,\"failed\":0}");
    for (String feed : List.of("near", "far")) {
      write(
          "rejected/farm/source/" + feed + "/20260601T120000.000Z.json",
          "{\"reason\":\"3 cells\",\"feed\":\"%s\",\"file\":\"farm.csv\",\"line\":7}\n"
              .formatted(feed));
    }

    assertThat(counts.produced()).isEqualTo(17);
    assertThat(counts.rejected()).isEqualTo(2);
  }

  private static Pipeline files(String prefix) {
    RawLayout layout =
        new RawLayout(
            prefix,
            List.of(PartitionField.YEAR),
            RawLayout.Style.PLAIN,
            Optional.empty(),
            Duration.ZERO);
    return new Pipeline(
        "farm",
        List.of(new Feed("csv", new LandingSource("landing/x/", "*", prefix + "/{yyyy}/{file}"))),
        Optional.empty(),
        List.of(new Input("csv", layout, new RawFormat.Csv(CsvDialect.of('|')))),
        List.of(),
        List.of(),
        List.of());
  }

  @Test
  void countsRowsOfFilesWhereverTheyAre() throws IOException {
    write("raw/x/2026/a.csv", "id|name\n1|\"a\nb\"\n2|c\n");
    write("state/farm/landing/raw/x/2026/a.csv.json", "{\"rows\":2}");
    write("state/farm/landing/rejected/b.csv.json", "{\"rows\":3,\"rejected\":\"empty\"}");
    write("rejected/farm/landing/year=2026/b.csv", "no\nJSON\n");
    write("rejected/farm/landing/year=2026/b.csv.reason.json", "{\"rows\":3}\n");

    counts = new LakeCounts(bucket, files("raw/x"));
    assertThat(counts.stored()).isEqualTo(2);
    assertThat(counts.stored("csv")).isEqualTo(2);
    assertThat(counts.produced()).isEqualTo(5);
    assertThat(counts.rejected()).isEqualTo(3);
  }

  @Test
  void filesInTheFolderOfAPipelineWithoutAStreamAreCountedOnce() throws IOException {
    write("raw/farm/2026/a.csv", "id|name\n1|a\n2|b\n");

    assertThat(new LakeCounts(bucket, files("raw/farm")).stored()).isEqualTo(2);
  }

  @Test
  void countsEveryLineOfRawAgainWhereverItLies() throws IOException {
    raw("year=2026/a.json.gz", "{\"id\":\"a\"}\n{\"id\":\"b\"}\n");
    raw("year=2027/b.json.gz", "{\"id\":\"b\"}\n");

    assertThat(counts.stored()).isEqualTo(3);
  }

  private void raw(String key, String lines) throws IOException {
    Path file = bucket.resolve("raw/farm").resolve(key);
    Files.createDirectories(file.getParent());
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(lines.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void write(String key, String content) throws IOException {
    Path file = bucket.resolve(key);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private static RecordIdentity id(String field) {
    return new RecordIdentity(List.of("/" + field), false);
  }
}
