package dev.sluice.core.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.LakeLayout.Rejected;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LakeLayoutTest {
  private static final Instant TIME = Instant.parse("2026-06-01T07:05:10.250Z");
  private static final Path ROOT = Path.of(System.getProperty("sluice.root"));
  private static final List<String> MODULES =
      List.of(
          "lake-core",
          "lake-aws",
          "lake-parquet",
          "producer-fn",
          "consumer-fn",
          "batch-writer-fn",
          "etl-trigger-fn",
          "etl-job",
          "local-aws",
          "local-lake");
  private static final Pattern KEY =
      Pattern.compile(
          "\"(state|raw|rejected|failed|truth|trusted|refined|landing|results|alerts)/(?![ ,])");

  private final LakeLayout farm = new LakeLayout("farm");

  @Test
  void namesEachThingOfAPipeline() {
    assertThat(farm.raw()).isEqualTo("raw/farm");
    assertThat(farm.trusted("readings")).isEqualTo("trusted/farm/readings");
    assertThat(farm.refined("daily")).isEqualTo("refined/farm/daily/");
    assertThat(farm.results("top")).isEqualTo("results/farm/top/");
    assertThat(farm.alerts(TIME)).isEqualTo("alerts/farm/2026-06-01/07/");
    assertThat(farm.checkpoint("")).isEqualTo("state/farm/producer.json");
    assertThat(farm.checkpoint("sea")).isEqualTo("state/farm/producer-sea.json");
    assertThat(farm.round("sea")).isEqualTo("state/farm/round-sea.json");
    assertThat(farm.budget(TIME)).isEqualTo("state/farm/alerts/budget-07.json");
    assertThat(farm.memory("shardId-0", 1)).isEqualTo("state/farm/alerts/shardId-0-1.json");
    assertThat(LakeLayout.ofTick(farm.truth(), "", TIME))
        .isEqualTo("truth/farm/20260601T070510.250Z.json");
    assertThat(LakeLayout.ofTick(farm.rejected(Rejected.SOURCE), "sea", TIME))
        .isEqualTo("rejected/farm/source/sea/20260601T070510.250Z.json");
  }

  @Test
  void knowsWhoRejected() {
    String record = "rejected/farm/year=2026/month=06/day=01/shard-1-2.json";

    assertThat(farm.isRejected(Rejected.STREAM, record)).isTrue();
    for (Rejected by : List.of(Rejected.SOURCE, Rejected.LANDING, Rejected.ETL)) {
      assertThat(farm.isRejected(by, farm.rejected(by) + "x.json")).isTrue();
      assertThat(farm.isRejected(Rejected.STREAM, farm.rejected(by) + "x.json")).isFalse();
      assertThat(farm.isRejected(by, record)).isFalse();
    }
  }

  /** Who reads the layout, or changes it, would not find a key that is built elsewhere. */
  @Test
  void noOtherClassBuildsAKey() throws IOException {
    List<String> building = new ArrayList<>();
    for (String module : MODULES) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
        for (Path file : (Iterable<Path>) files::iterator) {
          boolean isSource = file.toString().endsWith(".java") && !file.endsWith("LakeLayout.java");
          if (isSource && KEY.matcher(Files.readString(file)).find()) {
            building.add(module + ": " + file.getFileName());
          }
        }
      }
    }
    assertThat(building).isEmpty();
  }
}
