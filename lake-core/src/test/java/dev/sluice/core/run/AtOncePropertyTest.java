package dev.sluice.core.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.ObjectStore.StoredObject;
import dev.sluice.core.trusted.FarmLake;
import dev.sluice.core.trusted.PartitionTransform;
import dev.sluice.core.trusted.PartitionTransform.AtOnce;
import dev.sluice.core.trusted.PartitionTransform.Workspace;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** However many partitions are made at once, the lake and what runs tell of it are the same. */
class AtOncePropertyTest {
  private static final Instant START = Instant.parse("2026-06-01T00:00:00Z");
  private static final int SORT_BYTES = 4096;

  /** What there is at the end, and what each invocation answered. */
  private record End(Map<String, String> objects, List<String> answers) {}

  /** Of who knows partitions, or writes large ones in parts. */
  @FunctionalInterface
  private interface Maker {
    PartitionTransform of(FarmLake lake, Workspace workspace);
  }

  @Property(tries = 60)
  void theLakeAndItsRunsAreTheSame(@ForAll long seed, @ForAll @IntRange(max = 4) int kinds)
      throws IOException {
    End one = play(seed, kinds, FarmLake::surveying, AtOnce.ONE);
    for (int threads : new int[] {2, 4}) {
      assertSame(play(seed, kinds, FarmLake::surveying, new AtOnce(threads, 1 << 20)), one);
    }
  }

  @Property(tries = 40)
  void soTheyAreIfPartitionsAreLarge(@ForAll long seed) throws IOException {
    End one = play(seed, 0, FarmLake::inParts, AtOnce.ONE);
    assertSame(play(seed, 0, FarmLake::inParts, new AtOnce(3, 1 << 20)), one);
  }

  private static void assertSame(End end, End one) {
    assertThat(end.answers).isEqualTo(one.answers);
    assertThat(end.objects.keySet()).isEqualTo(one.objects.keySet());
    end.objects.forEach(
        (key, content) -> assertThat(content).as(key).isEqualTo(one.objects.get(key)));
  }

  @Property(tries = 40)
  void invocationsWithoutTimeComeToTheSameEnd(@ForAll long seed) throws IOException {
    FarmLake one = lake(seed, 0);
    invoke(one, 0, FarmLake::inParts, AtOnce.ONE, () -> 600_000);
    FarmLake lake = lake(seed, 0);
    Random random = new Random(seed);
    RunResult last;
    int number = 0;
    do {
      AtOnce atOnce = new AtOnce(1 + random.nextInt(4), 1 << 20);
      last = invoke(lake, number++, FarmLake::inParts, atOnce, () -> 0);
    } while (last.state().equals("TRANSFORM") && number < 300);
    assertThat(last.failures()).isEmpty();
    assertThat(last.state()).isEqualTo("SUCCEEDED");
    assertThat(tables(lake)).isEqualTo(tables(one));
  }

  private static Map<String, String> tables(FarmLake lake) throws IOException {
    Map<String, String> tables = objects(lake);
    tables.keySet().removeIf(key -> !key.startsWith("trusted/"));
    tables.replaceAll((key, text) -> text.substring(text.indexOf('\n')));
    return tables;
  }

  private static End play(long seed, int kinds, Maker maker, AtOnce atOnce) throws IOException {
    FarmLake lake = lake(seed, kinds);
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      answers.add(invoke(lake, i, maker, atOnce, () -> 600_000).toJson());
      lake.putBytes(key(new Random(seed + i), "late" + i), "{\"id\":\"late\"}".getBytes(UTF_8));
    }
    return new End(objects(lake), answers);
  }

  private static RunResult invoke(
      FarmLake lake, int number, Maker maker, AtOnce atOnce, LongSupplier remaining)
      throws IOException {
    Path folder = Files.createTempDirectory("at-once-");
    PartitionTransform transform = maker.of(lake, new Workspace(folder, SORT_BYTES, 2000, atOnce));
    RunDriver driver = new RunDriver(EmbeddedPorts.ofFarm(lake.store, transform));
    Instant time = START.plus(Duration.ofMinutes(15L * number));
    RunResult result = driver.handle(RunEvents.schedule(time, remaining));
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).as("temporary files").isEmpty();
    }
    Files.delete(folder);
    return result;
  }

  private static Map<String, String> objects(FarmLake lake) throws IOException {
    Map<String, String> objects = new TreeMap<>();
    for (String key : lake.store.keys()) {
      if (!key.startsWith("raw/")) {
        try (StoredObject object = lake.store.get(key).orElseThrow()) {
          InputStream content = object.content();
          byte[] bytes =
              (key.endsWith(".gz") ? new GZIPInputStream(content) : content).readAllBytes();
          Map<String, String> metadata = new TreeMap<>(object.info().metadata());
          metadata.remove("put"); // by chance
          String text = new String(bytes, UTF_8);
          objects.put(key, metadata + "\n" + (metadata.containsKey("parts") ? sorted(text) : text));
        }
      }
    }
    return objects;
  }

  /** A large partition has a file for each bucket, which are more when each has less memory. */
  private static String sorted(String text) {
    return text.lines().sorted().collect(Collectors.joining("\n"));
  }

  private static FarmLake lake(long seed, int kinds) throws IOException {
    FailingKeys store = new FailingKeys(START, seed, kinds);
    FarmLake lake = new FarmLake(store, Path.of("unused"));
    Random random = new Random(seed);
    int objects = 1 + random.nextInt(20);
    for (int i = 0; i < objects; i++) {
      String key = key(random, Integer.toString(i));
      StringBuilder lines = new StringBuilder();
      int count = random.nextInt(40);
      for (int line = 0; line < count; line++) {
        lines.append(line(random, kinds == 0)).append('\n');
      }
      byte[] plain = lines.toString().getBytes(UTF_8);
      boolean isBroken = kinds > 0 && random.nextInt(10) == 0;
      lake.putBytes(isBroken ? key + ".gz" : key, isBroken ? "no gzip".getBytes(UTF_8) : plain);
    }
    return lake;
  }

  private static String key(Random random, String name) {
    return "raw/farm/year=2026/month=05/day=%02d/%s".formatted(10 + random.nextInt(8), name);
  }

  private static String line(Random random, boolean isWhole) {
    return switch (random.nextInt(12)) {
      case 0 -> isWhole ? "" : "{not json";
      case 1 -> "{\"id\":\"x%d\",\"data\":\"much\"}".formatted(random.nextInt(30));
      default ->
          "{\"id\":\"x%d\",\"data\":%d,\"timestamp\":\"2026-05-%02dT00:00:%02dZ\"}"
              .formatted(
                  random.nextInt(30),
                  random.nextInt(9),
                  10 + random.nextInt(8),
                  random.nextInt(60));
    };
  }
}
