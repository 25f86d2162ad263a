package dev.sluice.local.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.local.lake.PipelinePlace;
import dev.sluice.local.lake.PipelineStack;
import dev.sluice.local.lake.StackChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamCheckTest {
  private static final Path CHECKOUT = Path.of(System.getProperty("sluice.root"));
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"windfarm", "gpu", "weather", "quickstart", "movies", "seattle"})
  void eachShippedPipelineFitsItsStream(String name) throws IOException {
    Path file = CHECKOUT.resolve("pipelines").resolve(name + ".yaml");

    assertThat(problem(file, Map.of())).isEmpty();
  }

  @Test
  void refusesMoreRowsOnOneKeyThanAShardTakes() throws IOException {
    assertThat(problem(replay("assign: {device: d}"), Map.of()))
        .get()
        .asString()
        .contains("100,000 records every minute on one key (device=d)", "More shards don't help")
        .contains("'record.key' with more values", "'rows'");
    assertThat(problem(replay("assign: {device: d}"), Map.of("ShardCount", "8"))).isPresent();
  }

  @Test
  void saysHowManyShardsManyKeysNeed() throws IOException {
    Path file = replay("assign: {device: \"d-{n}\"}");

    assertThat(problem(file, Map.of("ShardCount", "2")))
        .get()
        .asString()
        .contains("Take --parameter ShardCount=3, or");
    assertThat(problem(file, Map.of("ShardCount", "8"))).isEmpty();
  }

  @Test
  void twelveThousandTurbinesPlayOnAsManyShardsAsTheRefusalNames() throws IOException {
    Path file = CHECKOUT.resolve("pipelines/windfarm.yaml");
    Map<String, String> settings = Map.of("TURBINES", "12000");

    assertThat(problem(file, settings, Map.of("ShardCount", "4")))
        .get()
        .asString()
        .contains("records every minute on 12,000 keys (turbine)")
        .contains("Take --parameter ShardCount=5, or");
    assertThat(problem(file, settings, Map.of("ShardCount", "5"))).isEmpty();
  }

  @Test
  void aKeyThatEachRecordHasForItselfIsNotToGetMoreValues() throws IOException {
    assertThat(problem(replay("assign: {device: \"d-{row}\"}"), Map.of()))
        .get()
        .asString()
        .contains("on 100,000 keys (device)", "ShardCount=3, or fewer records at once")
        .doesNotContain("more values");
  }

  @Test
  void refusesFirehoseForCompressedRecords() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("logs.yaml"),
            """
            pipeline: logs
            source: {external: {}}
            record:
              envelope: cloudwatch-logs
              key: logStream
              schema: {id: string, timestamp: timestamp, message: string, logStream: string}
            trusted:
              events:
                columns: {id: string, message: string, event_time: {from: timestamp, type: timestamp}}
                dedupe: id
            """);

    assertThat(problem(file, Map.of())).isEmpty();
    assertThat(problem(file, Map.of("RawDelivery", "firehose")))
        .get()
        .asString()
        .contains("Firehose stores records as they come");
  }

  private static Optional<String> problem(Path file, Map<String, String> parameters)
      throws IOException {
    return problem(file, Map.of(), parameters);
  }

  private static Optional<String> problem(
      Path file, Map<String, String> settings, Map<String, String> parameters) throws IOException {
    Pipeline pipeline = new PipelineLoader().load(file, settings);
    PipelinePlace place = PipelinePlace.in(CHECKOUT);
    return StreamCheck.problem(
        pipeline,
        PipelineStack.of(
            place, pipeline, StackChoice.of(pipeline.name()).withParameters(parameters)),
        NOON);
  }

  private Path replay(String assign) throws IOException {
    String rows =
        IntStream.range(0, 120_000)
            .mapToObj(i -> i + ",1.5,2026-06-01")
            .collect(Collectors.joining("\n"));
    Files.writeString(folder.resolve("big.csv"), "n,value,time\n" + rows);
    return Files.writeString(
        folder.resolve("big.yaml"),
        """
        pipeline: big
        source: {replay: {every: 1m, rows: 100000, file: big.csv, %s}}
        record:
          id: n
          time: time
          key: device
          schema: {n: string, device: string, value: double, time: date}
        """
            .formatted(assign));
  }
}
