package dev.sluice.core.trusted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.trusted.rows.RowCounts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On what conditions a record that comes twice is one row. */
class CopiesAcrossPartitionsTest {
  private static final Instant NOON = Instant.parse("2026-06-08T12:00:00Z");
  private static final Instant MIDNIGHT = Instant.parse("2026-06-09T00:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;
  private final List<String> reads = new ArrayList<>();
  private StreamLake lake;

  @BeforeEach
  void makeALake() {
    lake = lake(PartitionField.DAY);
  }

  private StreamLake lake(PartitionField finest) {
    return new StreamLake(
        new CountingStore(), StreamLake.weekLate(finest), finest.ordinal() + 1, folder);
  }

  /** Writes down what is read and listed of raw. */
  private final class CountingStore extends InMemoryObjectStore {
    @Override
    public Optional<StoredObject> get(String key) throws IOException {
      reads.add(key);
      return super.get(key);
    }

    @Override
    public Stream<ObjectInfo> list(String prefix) throws IOException {
      reads.add("list " + prefix);
      return super.list(prefix);
    }
  }

  private void put(String id, Instant time, Instant arrival) throws IOException {
    lake.put(StreamLake.payload(id, "\"" + time + "\""), arrival);
  }

  private void putWithoutTime(String id, Instant arrival) throws IOException {
    lake.put(StreamLake.payload(id, "null"), arrival);
  }

  private void assertOneRow(String row) throws IOException {
    RowCounts counts = lake.run();
    assertThat(lake.rows()).containsExactly(row);
    assertThat(counts.stored()).isEqualTo(2);
    assertThat(counts.duplicates()).isEqualTo(1);
  }

  @Test
  void aRecordThatIsTooLateTheSecondTimeIsOneRow() throws IOException {
    Instant time = NOON.minus(Duration.ofDays(7)).plusSeconds(30);
    put("a", time, NOON);
    put("a", time, NOON.plusSeconds(60));

    assertOneRow("2026-06-01 a");
  }

  @Test
  void aRecordWithoutTimeOnBothSidesOfMidnightIsOneRow() throws IOException {
    putWithoutTime("a", MIDNIGHT.minusSeconds(10));
    putWithoutTime("a", MIDNIGHT.plusSeconds(10));

    assertOneRow("2026-06-08 a");
  }

  @Test
  void aRecordThatIsNotYetBelievedTheFirstTimeIsOneRow() throws IOException {
    put("a", MIDNIGHT.plusSeconds(30), MIDNIGHT.minusSeconds(600));
    put("a", MIDNIGHT.plusSeconds(30), MIDNIGHT.minusSeconds(540));

    assertOneRow("2026-06-08 a");
  }

  @Test
  void aCopyThatComesADayLaterIsTheSameRow() throws IOException {
    lake = lake(PartitionField.HOUR);
    putWithoutTime("a", NOON);
    putWithoutTime("a", NOON.plus(DAY));

    assertOneRow("2026-06-08-12 a");
  }

  @Test
  void aRecordThatComesAgainAfterMoreThanADayMayBeARowAgain() throws IOException {
    lake = lake(PartitionField.HOUR);
    putWithoutTime("a", NOON);
    putWithoutTime("a", NOON.plus(DAY).plus(Duration.ofHours(2)));

    lake.run();
    assertThat(lake.rows()).containsExactly("2026-06-08-12 a", "2026-06-09-14 a");
  }

  @Test
  void aRecordThatIsAlwaysBelievedIsOneRowHoweverLateItComesAgain() throws IOException {
    put("a", NOON.minus(DAY), NOON);
    put("a", NOON.minus(DAY), NOON.plus(Duration.ofDays(5)));

    assertOneRow("2026-06-07 a");
  }

  @Test
  void anotherRecordOfTheSameIdInAnotherPartitionIsKept() throws IOException {
    putWithoutTime("a", MIDNIGHT.minusSeconds(10));
    lake.put("{\"id\":\"a\",\"data\":\"2\"}", MIDNIGHT.plusSeconds(10));

    lake.run();
    assertThat(lake.rows()).containsExactly("2026-06-08 a", "2026-06-09 a");
  }

  @Test
  void aCopyThatComesAfterThePartitionWasMadeIsLeftOut() throws IOException {
    Instant time = NOON.minus(Duration.ofDays(7)).plusSeconds(30);
    put("a", time, NOON.plusSeconds(60));
    lake.run();
    assertThat(lake.rows()).containsExactly("2026-06-08 a");
    put("a", time, NOON);

    assertOneRow("2026-06-01 a");
  }

  @Test
  void nothingIsListedOrReadBesideThePartitionWhereAllTimesAreBelieved() throws IOException {
    put("a", NOON, NOON);
    put("b", MIDNIGHT, MIDNIGHT);
    lake.run();

    assertThat(reads.stream().filter(read -> read.startsWith("raw/"))).hasSize(2);
    assertThat(reads.stream().filter(read -> read.startsWith("list raw/farm/year"))).hasSize(2);
    assertThat(fingerprints()).allMatch(hex -> hex.length() == 64);
  }

  @Test
  void ofAnEarlierDayOnlyWhatLiesByArrivalIsRead() throws IOException {
    put("a", NOON, NOON);
    putWithoutTime("b", NOON);
    put("c", MIDNIGHT, MIDNIGHT);
    lake.run();

    assertThat(reads.stream().filter(read -> read.endsWith(".json.gz")).sorted())
        .extracting(read -> read.substring(read.indexOf("shard")))
        .containsExactlyInAnyOrder(
            "shardId-000000000000-000000000-000000000.json.gz",
            "shardId-000000000000-000000001-000000001-no-time.json.gz",
            "shardId-000000000000-000000001-000000001-no-time.json.gz",
            "shardId-000000000000-000000002-000000002.json.gz");
  }

  private List<String> fingerprints() throws IOException {
    return new PartitionSurvey(lake.pipeline, lake.store)
        .list().partitions().stream().map(TrustedPartition::fingerprint).toList();
  }

  @Test
  void aNeighbourThatCantBeReadKeepsNoOtherPartitionFromBeingMade() throws IOException {
    putWithoutTime("a", MIDNIGHT.minusSeconds(10));
    String broken = lake.store.keys().get(0);
    lake.store.put(PutObject.of(broken, new byte[] {0x1F, (byte) 0x8B}, "x/y"));
    putWithoutTime("a", MIDNIGHT.plusSeconds(10));

    List<PartitionOutcome> outcomes = lake.run(RewritePolicy.BY_FINGERPRINT);

    assertThat(outcomes.get(0)).isInstanceOf(PartitionOutcome.Unreadable.class);
    assertThat(lake.rows()).containsExactly("2026-06-09 a");
  }

  @Test
  void aNeighbourThatIsDamagedBehindARecordHidesNoCopyOfIt() throws IOException {
    putWithoutTime("a", MIDNIGHT.minusSeconds(10));
    String damaged = lake.store.keys().get(0);
    byte[] bytes = lake.store.bytes(damaged);
    lake.store.put(PutObject.of(damaged, Arrays.copyOf(bytes, bytes.length - 8), "x/y"));
    putWithoutTime("a", MIDNIGHT.plusSeconds(10));

    List<PartitionOutcome> outcomes = lake.run(RewritePolicy.BY_FINGERPRINT);

    assertThat(outcomes.get(0)).isInstanceOf(PartitionOutcome.Unreadable.class);
    assertThat(lake.rows()).containsExactly("2026-06-09 a");
  }

  @Test
  void moreCopiesThanThereIsMemoryForAreLookedForInParts() throws IOException {
    lake.sortBytes = 1024;
    for (int i = 0; i < 100; i++) {
      putWithoutTime("i" + i, MIDNIGHT.minusSeconds(200 - i));
    }
    String one = lake.store.keys().get(0);
    for (int i = 50; i < 150; i++) {
      putWithoutTime("i" + i, MIDNIGHT.plusSeconds(i));
    }

    RowCounts counts = lake.run();

    assertThat(lake.ids()).hasSize(150).doesNotHaveDuplicates();
    assertThat(lake.rows().stream().filter(row -> row.startsWith("2026-06-08"))).hasSize(100);
    assertThat(counts.duplicates()).isEqualTo(50);
    assertThat(reads.stream().filter(one::equals)).hasSizeBetween(6, 40);
  }

  @Test
  void aRepeatedRecordThatIsDroppedIsNoCopy() throws IOException {
    for (int day = 0; day < 2; day++) {
      lake.put("{\"data\":\"1\"}", NOON.plus(DAY.multipliedBy(day)));
    }

    RowCounts counts = lake.run();

    assertThat(counts.dropped()).isEqualTo(2);
    assertThat(counts.duplicates()).isZero();
  }
}
