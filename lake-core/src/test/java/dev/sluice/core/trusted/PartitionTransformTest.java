package dev.sluice.core.trusted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.trusted.flaw.Flaws;
import dev.sluice.core.trusted.rows.RowCounts;
import dev.sluice.core.trusted.rows.RowTotals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionTransformTest {
  private static final long MEMORY = 1 << 20;
  private static final String A =
      "{\"id\":\"a\",\"data\":1,\"timestamp\":\"2026-06-01T00:00:01Z\"}";
  private static final String B =
      "{\"id\":\"b\",\"data\":2,\"timestamp\":\"2026-06-01T00:00:00Z\"}";
  private static final String A_ROW = "a|-|1.0|2026-06-01T00:00:01Z|2026-06-01|-|-|-|1.0";
  private static final String B_ROW = "b|-|2.0|2026-06-01T00:00:00Z|2026-06-01|-|-|-|2.0";

  @TempDir Path folder;

  private RowCounts rewritten(FarmLake lake) throws IOException {
    PartitionOutcome outcome = lake.run(MEMORY);
    assertThat(outcome).isInstanceOf(PartitionOutcome.Rewritten.class);
    return ((PartitionOutcome.Rewritten) outcome).counts();
  }

  private static RowCounts counts(long stored, long duplicates, long rows) {
    return new RowCounts(stored, duplicates, 0, rows, Map.of());
  }

  @Test
  void readsEveryFormOfRaw() throws IOException {
    for (String form :
        new String[] {
          A + "\n" + B + "\n",
          A + B,
          "[" + A + "," + B + "]",
          "[" + A + "][" + B + "]",
          "\n\n " + A + "\r\n" + B
        }) {
      FarmLake lake = new FarmLake(folder);
      lake.put("1", form);
      assertThat(rewritten(lake)).isEqualTo(counts(2, 0, 2));
      assertThat(lake.rows()).containsExactly(B_ROW, A_ROW);
    }
  }

  @Test
  void readsGzipAlsoOfSeveralMembers() throws IOException {
    FarmLake lake = new FarmLake(folder);
    byte[] first = FarmLake.gzip(A);
    byte[] second = FarmLake.gzip(B);
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    lake.putBytes("raw/farm/year=2026/month=06/day=01/1", both);
    assertThat(rewritten(lake)).isEqualTo(counts(2, 0, 2));
  }

  @Test
  void keepsTheDuplicateOfTheFirstKeyAndThenOfTheFirstPosition() throws IOException {
    FarmLake lake = new FarmLake(folder);
    lake.put("2", A.replace(":1,", ":9,"));
    lake.put("1", A + A.replace(":1,", ":8,"));
    assertThat(rewritten(lake)).isEqualTo(counts(3, 2, 1));
    assertThat(lake.rows()).containsExactly(A_ROW);
  }

  @Test
  void dropsWhatHasNoRequiredValueAndSaysWhy() throws IOException {
    FarmLake lake = new FarmLake(folder);
    lake.put("1", A + "{\"data\":1} {\"id\":\"c\",\"data\":\"high\"} {\"id\":\"c\"} 17 [[1]]");
    assertThat(rewritten(lake))
        .isEqualTo(
            new RowCounts(
                6,
                0,
                5,
                1,
                Map.of("no id as string", 1L, "no data as double", 2L, "not a JSON object", 2L)));
  }

  @Test
  void castsEachColumn() throws IOException {
    FarmLake lake = new FarmLake(folder);
    lake.put(
        "1",
        "{\"id\":7,\"type\":\"mü€😀\\ud800\",\"data\":\"0.1\",\"timestamp\":1780272000,\"ok\":true,"
            + "\"n\":3000000000,\"more\":{\"id\":[1,{}]},\"data\":0.2}");
    rewritten(lake);
    assertThat(lake.rows())
        .containsExactly("7|mü€😀\ufffd|0.2|2026-06-01T00:00:00Z|2026-06-01|true|-|3000000000|0.2");
  }

  @Test
  void doesNothingWhenUpToDateAndRewritesWhenRawChanges() throws IOException {
    FarmLake lake = new FarmLake(folder);
    lake.put("1", A);
    rewritten(lake);
    assertThat(lake.run(MEMORY))
        .isEqualTo(
            new PartitionOutcome.UpToDate(
                lake.partitions().partitions().get(0).fingerprint(),
                new RowTotals(
                    counts(1, 0, 1),
                    Flaws.NONE,
                    Optional.of(Instant.parse("2026-06-01T00:00:01Z"))),
                true));
    lake.put("2", B);
    assertThat(rewritten(lake)).isEqualTo(counts(2, 0, 2));
  }

  @Test
  void writesAnObjectWithoutRowsForAPartitionWithoutRecords() throws IOException {
    FarmLake lake = new FarmLake(folder);
    lake.put("1", "");
    assertThat(rewritten(lake)).isEqualTo(RowCounts.ZERO);
    assertThat(lake.rows()).isEmpty();
    assertThat(lake.run(MEMORY)).isInstanceOf(PartitionOutcome.UpToDate.class);
  }

  @Test
  void leavesThePartitionAsItWasWhenAnObjectCantBeRead() throws IOException {
    byte[] gzip = FarmLake.gzip(A);
    for (byte[] broken :
        new byte[][] {
          Arrays.copyOf(gzip, gzip.length - 9),
          Arrays.copyOf(gzip, 12),
          A.substring(9).getBytes(java.nio.charset.StandardCharsets.UTF_8),
          A.substring(0, 9).getBytes(java.nio.charset.StandardCharsets.UTF_8)
        }) {
      FarmLake lake = new FarmLake(folder);
      lake.put("1", B);
      rewritten(lake);
      String key = "raw/farm/year=2026/month=06/day=01/2";
      lake.putBytes(key, broken);
      PartitionOutcome.Unreadable outcome = (PartitionOutcome.Unreadable) lake.run(MEMORY);
      assertThat(outcome.objectKey()).isEqualTo(key);
      assertThat(outcome.reason()).containsAnyOf("gzip", "not JSON").doesNotContain("2026-06-01T");
      assertThat(outcome.existing()).isPresent();
      assertThat(lake.rows()).containsExactly(B_ROW);
    }
  }

  @Test
  void saysThatAnObjectVanished() throws IOException {
    FarmLake lake =
        new FarmLake(
            new InMemoryObjectStore() {
              @Override
              public synchronized Optional<StoredObject> get(String key) {
                return Optional.empty();
              }
            },
            folder);
    lake.put("1", A);
    assertThat(lake.run(MEMORY))
        .isEqualTo(
            new PartitionOutcome.Unreadable(
                "raw/farm/year=2026/month=06/day=01/1", "it was deleted", Optional.empty()));
  }

  @Test
  void leavesNoTemporaryFiles() throws IOException {
    FarmLake lake = new FarmLake(folder);
    lake.put("1", A + B);
    lake.run(1);
    lake.put("2", "{");
    lake.run(1);
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }
}
