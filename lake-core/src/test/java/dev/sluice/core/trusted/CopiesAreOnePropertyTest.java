package dev.sluice.core.trusted;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.trusted.rows.RowCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Copies of a record that arrive within a day of each other are one row, whether and when their
 * event time is believed.
 */
class CopiesAreOnePropertyTest {
  private static final Instant START = Instant.parse("2026-05-31T21:00:00Z");
  private static final int IDS = 8;
  private static final Duration WITHIN = Duration.ofHours(24);
  private static final List<Optional<Duration>> LATE =
      List.of(
          Optional.empty(),
          Optional.of(Duration.ZERO),
          Optional.of(Duration.ofMinutes(10)),
          Optional.of(Duration.ofHours(5)),
          Optional.of(Duration.ofDays(7)),
          Optional.of(Duration.ofDays(40)));
  private static final List<Duration> AHEAD =
      List.of(Duration.ZERO, Duration.ofMinutes(10), Duration.ofHours(3), Duration.ofDays(2));

  /** A record that comes several times. */
  private record Arrival(String payload, Instant at) {}

  @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
  void eachIdIsOneRowInAnyOrderOfRuns(
      @ForAll @IntRange(min = 0, max = 3) int finest,
      @ForAll @IntRange(min = 0, max = 3) int tableBy,
      @ForAll @IntRange(min = 0, max = 23) int limits,
      @ForAll int seed)
      throws IOException {
    Random random = new Random(seed);
    RawLayout layout = layout(finest, limits);
    List<Arrival> arrivals = arrivals(layout, random, IDS);
    Path folder = Files.createTempDirectory("copies-");
    int fields = Math.min(tableBy, finest) + 1;
    StreamLake atOnce = new StreamLake(new InMemoryObjectStore(), layout, fields, folder);
    StreamLake bitByBit = new StreamLake(new InMemoryObjectStore(), layout, fields, folder);
    atOnce.sortBytes = 1;
    for (Arrival arrival : arrivals) {
      atOnce.put(arrival.payload(), arrival.at());
      bitByBit.put(arrival.payload(), arrival.at());
      if (random.nextInt(6) == 0) {
        bitByBit.run();
      }
    }
    RowCounts counts = atOnce.run();
    bitByBit.run();

    assertThat(atOnce.ids())
        .isEqualTo(IntStream.range(0, IDS).mapToObj(n -> "i" + n).sorted().toList());
    assertThat(bitByBit.contents()).isEqualTo(atOnce.contents());
    assertThat(counts.stored()).isEqualTo(arrivals.size());
    assertThat(counts.duplicates()).isEqualTo(arrivals.size() - IDS);
    assertThat(counts.rows()).isEqualTo(IDS);
    Files.delete(folder);
  }

  private static RawLayout layout(int finest, int limits) {
    return new RawLayout(
        "raw/farm",
        List.of(PartitionField.values()).subList(0, finest + 1),
        RawLayout.Style.HIVE,
        LATE.get(limits % LATE.size()),
        AHEAD.get(limits / LATE.size()));
  }

  private static List<Arrival> arrivals(RawLayout layout, Random random, int ids) {
    List<Arrival> arrivals = new ArrayList<>();
    for (int id = 0; id < ids; id++) {
      Instant first = START.plusMillis(random.nextLong(Duration.ofHours(30).toMillis()));
      String payload = StreamLake.payload("i" + id, time(layout, random, first));
      arrivals.add(new Arrival(payload, first));
      for (int copy = random.nextInt(4); copy > 0; copy--) {
        long span = random.nextBoolean() ? WITHIN.toMillis() : 60_000;
        arrivals.add(new Arrival(payload, first.plusMillis(random.nextLong(span + 1))));
      }
    }
    arrivals.sort(Comparator.comparing(Arrival::at));
    return arrivals;
  }

  /** Mostly near where belief begins or ends while the copies come. */
  private static String time(RawLayout layout, Random random, Instant first) {
    Instant second = first.plusMillis(random.nextLong(WITHIN.toMillis()));
    return switch (random.nextInt(6)) {
      case 0 -> "null";
      case 1 -> "\"soon\"";
      case 2 -> quoted(first.plus(layout.ahead()).plusMillis(random.nextLong(60_000)));
      case 3 -> quoted(second.plus(layout.ahead()));
      case 4 -> quoted(second.minus(layout.late().orElse(Duration.ofDays(9))));
      default -> quoted(first.minusMillis(random.nextLong(Duration.ofDays(10).toMillis())));
    };
  }

  private static String quoted(Instant time) {
    return "\"" + time + "\"";
  }
}
