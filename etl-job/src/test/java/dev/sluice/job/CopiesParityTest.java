package dev.sluice.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.event.KinesisEventJson;
import dev.sluice.core.event.KinesisEventReader;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.raw.RawBatchWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

/** Copies of records whose event time is not always believed, through both engines. */
class CopiesParityTest {
  private static final Instant START = Instant.parse("2026-05-31T20:00:00Z");
  private static final int IDS = 40;

  /** A record that comes several times. */
  private record Arrival(String payload, Instant at) {}

  @Property(tries = 1, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
  void bothEnginesKeepTheSameCopy(@ForAll int seed) throws IOException, SQLException {
    ParityLake embedded = new ParityLake("copies", new InMemoryObjectStore());
    ParityLake spark = new ParityLake("copies", new InMemoryObjectStore());
    List<Arrival> arrivals = arrivals(new Random(seed));
    int half = arrivals.size() / 2;
    put(arrivals, 0, half, embedded, spark);
    ParityPropertyTest.bringUpToDate("first", embedded, spark);
    put(arrivals, half, arrivals.size(), embedded, spark);
    ParityPropertyTest.bringUpToDate("second", embedded, spark);

    ParityPropertyTest.assertSameObjects(embedded, spark);
    assertThat(ids(spark)).hasSize(IDS).doesNotHaveDuplicates();
  }

  @Test
  void aNeighbourThatIsDamagedBehindARecordHidesNoCopyOfIt() throws IOException, SQLException {
    ParityLake embedded = new ParityLake("copies", new InMemoryObjectStore());
    ParityLake spark = new ParityLake("copies", new InMemoryObjectStore());
    Instant midnight = Instant.parse("2026-06-01T00:00:00Z");
    List<Arrival> copies =
        List.of(
            new Arrival(payload(1, "null"), midnight.minusSeconds(10)),
            new Arrival(payload(1, "null"), midnight.plusSeconds(10)));
    put(copies, 0, 1, embedded, spark);
    for (ParityLake lake : List.of(embedded, spark)) {
      String damaged = lake.keys("raw/").get(0);
      byte[] bytes = lake.store.bytes(damaged);
      lake.put(damaged, Arrays.copyOf(bytes, bytes.length - 8));
    }
    put(copies, 1, 2, embedded, spark);
    ParityPropertyTest.bringUpToDate("once", embedded, spark);

    assertThat(ids(embedded)).hasSize(1);
    ParityPropertyTest.assertSameObjects(embedded, spark);
  }

  /** In the order of arrival. */
  private static List<Arrival> arrivals(Random random) {
    List<Arrival> arrivals = new ArrayList<>();
    for (int id = 0; id < IDS; id++) {
      Instant first = START.plusMillis(random.nextLong(Duration.ofHours(24).toMillis()));
      String payload = payload(id, time(random, first));
      for (int copy = random.nextInt(3); copy >= 0; copy--) {
        long after = copy == 0 ? 0 : random.nextLong(Duration.ofHours(24).toMillis());
        arrivals.add(new Arrival(payload, first.plusMillis(after)));
      }
    }
    arrivals.sort((a, b) -> a.at().compareTo(b.at()));
    return arrivals;
  }

  private static String payload(int id, String time) {
    return "{\"id\":\"i%d\",\"device\":\"d\",\"metric\":\"m\",\"value\":%d,\"timestamp\":%s}"
        .formatted(id, id, time);
  }

  private static String time(Random random, Instant first) {
    Instant second = first.plusMillis(random.nextLong(Duration.ofHours(24).toMillis()));
    return switch (random.nextInt(4)) {
      case 0 -> "null";
      case 1 -> "\"" + second.plus(Duration.ofHours(3)) + "\"";
      case 2 -> "\"" + second.minus(Duration.ofHours(5)) + "\"";
      default -> "\"" + first + "\"";
    };
  }

  private static void put(List<Arrival> arrivals, int from, int to, ParityLake... lakes)
      throws IOException {
    for (int number = from; number < to; number++) {
      Arrival arrival = arrivals.get(number);
      KinesisEventJson event =
          new KinesisEventJson("shardId-000000000000")
              .add("%09d".formatted(number), arrival.payload(), arrival.at().toEpochMilli());
      for (ParityLake lake : lakes) {
        new RawBatchWriter(lake.pipeline, lake.store)
            .write(new KinesisEventReader().read(new ByteArrayInputStream(event.bytes())));
      }
    }
  }

  private static List<Object> ids(ParityLake lake) throws IOException, SQLException {
    List<Object> ids = new ArrayList<>();
    try (ThirdReader reader = new ThirdReader()) {
      for (String key : lake.keys("trusted/copies/")) {
        reader.rows(lake.store.bytes(key)).stream().skip(1).forEach(row -> ids.add(row.get(0)));
      }
    }
    return ids;
  }
}
