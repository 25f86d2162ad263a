package dev.sluice.core.trusted;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.lake.ObjectStore.ObjectInfo;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.pipeline.TrustedTable.Dedupe;
import dev.sluice.core.pipeline.check.Checks;
import dev.sluice.core.pipeline.check.RowCheck;
import dev.sluice.core.pipeline.check.RowRule;
import dev.sluice.core.pipeline.check.Severity;
import dev.sluice.core.trusted.PartitionTransform.AtOnce;
import dev.sluice.core.trusted.PartitionTransform.Workspace;
import dev.sluice.core.trusted.flaw.FlawsJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * A partition that is made in parts, in as many invocations as it takes and by as many threads as
 * each of them has, is what it is if made in one go.
 */
class LargePartitionPropertyTest {
  static final String TABLE = "trusted/shop/things/part-0.parquet";
  static final String QUARANTINE = "trusted/shop/things__quarantine/part-0.parquet";
  static final String REJECTED = "rejected/shop/etl/things/part-0.json";

  @Property(tries = 300)
  void partsComeToTheSameAsOneGo(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 12) int objects,
      @ForAll @IntRange(min = 1, max = 2000) int mostBytes,
      @ForAll boolean hasVersions,
      @ForAll boolean isSpilled)
      throws IOException {
    Path folder = Files.createTempDirectory("parts-");
    Random random = new Random(seed);
    TableLake inOneGo = lake(folder, hasVersions);
    TableLake inParts = lake(folder, hasVersions);
    for (int i = 0; i < objects; i++) {
      byte[] content = content(random);
      inOneGo.put(TableLake.KEY + i, content);
      inParts.put(TableLake.KEY + i, content);
    }
    inOneGo.run();

    makeInParts(
        inParts, () -> workspace(folder, isSpilled ? 300 : 1 << 20, mostBytes, random), random);

    for (String key : List.of(TABLE, QUARANTINE, REJECTED)) {
      assertThat(lines(inParts, key)).as(key).isEqualTo(lines(inOneGo, key));
    }
    assertThat(manifest(inParts)).isEqualTo(manifest(inOneGo));
    assertThat(inParts.store.list("work/").map(ObjectInfo::key)).isEmpty();
    Files.delete(folder);
  }

  private static Workspace workspace(Path folder, long sortBytes, long mostBytes, Random random) {
    return new Workspace(
        folder, sortBytes, mostBytes, new AtOnce(1 + random.nextInt(4), Long.MAX_VALUE));
  }

  /** Each invocation has time for some steps only. */
  private static void makeInParts(TableLake lake, Supplier<Workspace> workspaces, Random random)
      throws IOException {
    int done = -1;
    while (true) {
      int looks = random.nextInt(20);
      AtomicInteger asked = new AtomicInteger();
      PartitionOutcome outcome =
          lake.runInParts(
              RewritePolicy.BY_FINGERPRINT,
              workspaces.get(),
              () -> asked.getAndIncrement() < looks ? 1_000_000 : 0);
      if (outcome instanceof PartitionOutcome.Unfinished unfinished) {
        assertThat(unfinished.done()).isGreaterThan(done);
        done = unfinished.done();
      } else {
        assertThat(outcome).isInstanceOf(PartitionOutcome.Rewritten.class);
        return;
      }
    }
  }

  static byte[] content(Random random) {
    StringBuilder lines = new StringBuilder();
    int count = random.nextInt(20);
    for (int i = 0; i < count; i++) {
      lines.append(record(random)).append('\n').append(line(random)).append('\n');
    }
    return lines.toString().getBytes(UTF_8);
  }

  private static String line(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> "no json {";
      case 1 -> "[1]";
      case 2 -> "{\"n\":1}";
      case 3 -> "{\"id\":\"k%d\",\"v\":%d,\"op\":\"d\"}".formatted(key(random), key(random));
      case 4 -> "{\"id\":\"k%d\",\"v\":1,\"n\":\"x\",\"odd\":2}".formatted(key(random));
      default -> record(random);
    };
  }

  private static String record(Random random) {
    return "{\"id\":\"k%d\",\"v\":%d,\"n\":%d,\"site\":\"%s\"}"
        .formatted(key(random), key(random), key(random), "abcd".charAt(random.nextInt(4)));
  }

  private static int key(Random random) {
    return random.nextInt(40);
  }

  static TableLake lake(Path folder, boolean hasVersions) {
    Dedupe dedupe =
        hasVersions
            ? new Dedupe(
                List.of("id"),
                Optional.of("v"),
                Optional.of(new Condition.Equals("op", "d")),
                false)
            : Dedupe.by("id");
    return new TableLake(
            folder,
            TableLake.JSON,
            new TrustedTable.Rows(
                dedupe, List.of("n"), Optional.of(new Condition.Equals("site", "d"))),
            new Checks(
                List.of(
                    new RowCheck(
                        "small",
                        new RowRule.Range("n", Optional.of("5"), Optional.of("30")),
                        Severity.QUARANTINE)),
                List.of()),
            TableLake.id(),
            new Column("v", FieldType.LONG, "v", true, ""),
            TableLake.column("n", FieldType.LONG, "n"),
            TableLake.column("op", FieldType.STRING, "op"),
            TableLake.column("site", FieldType.STRING, "site"))
        .declaring();
  }

  static List<String> lines(TableLake lake, String key) throws IOException {
    if (lake.store.head(key).isEmpty()) {
      return List.of();
    }
    return lake.store.text(key).lines().sorted().toList();
  }

  /** Without the examples, which are those of the first file. */
  static Map<String, Object> manifest(TableLake lake) throws IOException {
    Map<String, String> metadata = lake.store.head(TABLE).orElseThrow().metadata();
    Map<String, Object> manifest = new TreeMap<>(metadata);
    List<String> flaws = new ArrayList<>();
    Stream.ofNullable(metadata.get("flaws"))
        .flatMap(text -> FlawsJson.ofAscii(text).stream())
        .forEach(flaw -> flaws.add(flaw.kind() + flaw.subject() + flaw.reason() + flaw.count()));
    manifest.put("flaws", flaws);
    manifest.remove("parts");
    return manifest;
  }
}
