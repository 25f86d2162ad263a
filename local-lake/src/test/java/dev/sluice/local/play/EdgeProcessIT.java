package dev.sluice.local.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The packaged edge process, started as a user starts it. */
@Timeout(300)
class EdgeProcessIT extends EdgeCase {
  private static final int ROUND = 12 * 3;
  private static final String IDS = "{id: \"{tick}|{index}\", timestamp:";

  @Test
  void sendsEveryTickOnceUntilItIsEnded() throws Exception {
    serve();
    launch("windfarm", windfarm());
    await(() -> streams.stored("readings") >= 4 * ROUND);
    end();

    assertThat(ids()).as(log()).hasSizeGreaterThanOrEqualTo(4 * ROUND - 4).doesNotHaveDuplicates();
  }

  @Test
  void eachLineOfAFileArrivesThoughTheEndpointIsDownAndTheProcessIsKilled() throws Exception {
    Path log = directory.resolve("meter.ndjson");
    write(log, 0, 40);
    Path pipelines = pipeline("meter", meter("file: " + log + ", every: 1s"));
    launch("meter", pipelines);
    Path place = directory.resolve("edge/kept/state/meter/producer.json");
    await(() -> Files.exists(place) && Files.readString(place).contains("position"));
    write(log, 40, 80);
    edge.destroyForcibly().waitFor();

    Files.move(log, directory.resolve("meter.ndjson.1"));
    write(log, 80, 120);
    launch("meter", pipelines);
    await(() -> log().contains("records wait on disk"));
    serve();
    await(() -> new TreeSet<>(ids()).size() >= 120);
    Path copied = directory.resolve("s3/lake/state/meter/producer-box.json");
    await(() -> Files.exists(copied) && rejected().contains("not JSON"));
    end();

    List<String> expected = IntStream.range(0, 120).mapToObj(i -> "r-" + i).toList();
    assertThat(new TreeSet<>(ids())).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(rejected()).contains("not JSON", "meter.ndjson");
  }

  @Test
  void aCommandIsHeldBackWhileTheStreamIsAwayAndNoTickIsLostWithoutAWord() throws Exception {
    environment.put("SLUICE_EDGE_MIB", "1");
    environment.put("SLUICE_HOST", "box".repeat(60));
    String sensor = meter("command: \"yes '{watts: 1.5}' | head -n 500\", every: 1s");
    String definition =
        sensor.replace("{watts: 1.5}", "{\\\"watts\\\":1.5}").replace("{timestamp:", IDS);
    launch("meter", pipeline("meter", definition));
    await(() -> log().contains("is not asked: 1 MiB wait to be sent"));
    assertThat(bytes(directory.resolve("edge/records"))).isBetween(1L << 20, 3L << 20);
    serve();
    await(() -> log().contains("is asked again, after ") && ids().size() >= 8 * 500);
    end();

    assertThat(ids()).doesNotHaveDuplicates();
    List<Instant> ticks =
        ids().stream()
            .map(id -> Instant.parse(id.substring(0, id.indexOf('|'))))
            .distinct()
            .sorted()
            .toList();
    long span = Duration.between(ticks.get(0), ticks.get(ticks.size() - 1)).toSeconds() + 1;
    assertThat(span).isGreaterThan(ticks.size());
    assertThat(missedWithoutRoom()).isGreaterThanOrEqualTo(span - ticks.size());
  }

  private long missedWithoutRoom() throws IOException {
    String place = Files.readString(directory.resolve("edge/kept/state/meter/producer.json"));
    assertThat(place).contains("there was no room to keep it");
    Matcher missed = Pattern.compile("\"missed\":(\\d+)").matcher(place);
    assertThat(missed.find()).as(place).isTrue();
    return Long.parseLong(missed.group(1));
  }

  @Test
  void aCardsMetricsAreRecordsOfTheirOwn() throws Exception {
    Path program = Files.createDirectories(directory.resolve("bin")).resolve("nvidia-smi");
    Files.writeString(
        program,
        """
        #!/bin/sh
        [ "$2" = --format=csv,noheader,nounits ] || { echo "unknown: $2" >&2; exit 2; }
        echo 'GPU-1, 87, 250.31, 1695, 61, 11264'
        echo 'GPU-2, 3, [N/A], 300, 38, 4'
        """);
    assertThat(program.toFile().setExecutable(true)).isTrue();
    environment.put("PATH", program.getParent() + ":" + System.getenv("PATH"));
    serve();
    String definition = Files.readString(ROOT.resolve("pipelines/gpu-card.yaml"));
    launch("gpu-card", pipeline("gpu-card", definition.replace("every: 10s", "every: 1s")));
    await(() -> streams.stored("readings") >= 18);
    end();

    assertThat(records())
        .filteredOn(record -> record.path("card").asText().equals("GPU-1"))
        .filteredOn(record -> record.path("metric").asText().equals("power"))
        .isNotEmpty()
        .allSatisfy(record -> assertThat(record.path("value").asDouble()).isEqualTo(250.31));
    assertThat(records())
        .filteredOn(record -> record.path("card").asText().equals("GPU-2"))
        .extracting(record -> record.path("metric").asText())
        .contains("usage", "clock", "temperature", "vram")
        .doesNotContain("power");
    assertThat(ids()).doesNotHaveDuplicates();
  }

  @Test
  void endsWithItsInputAndWithAllThatItStarted() throws Exception {
    serve();
    Path input = directory.resolve("input");
    write(input, 0, 25);
    launch("meter", pipeline("meter", meter("stdin: true")), input);

    assertThat(edge.waitFor(90, TimeUnit.SECONDS)).as(log()).isTrue();
    assertThat(edge.exitValue()).as(log()).isZero();
    assertThat(new TreeSet<>(ids())).hasSize(25);

    String sensor = "sh -c 'sleep 1000 & echo $! > " + directory.resolve("pid") + "; wait'";
    launch("meter", pipeline("meter", meter("command: \"" + sensor + "\"")));
    await(() -> bytes(directory.resolve("pid")) > 0);
    long child = Long.parseLong(Files.readString(directory.resolve("pid")).strip());
    end();
    await(() -> ProcessHandle.of(child).filter(ProcessHandle::isAlive).isEmpty());
  }

  private static void write(Path log, int from, int to) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = from; i < to; i++) {
      lines.append("{\"id\":\"r-%d\",\"watts\":%d.5}%n".formatted(i, i));
    }
    lines.append(from == 0 ? "what is this\n" : "");
    Files.writeString(log, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  private static String meter(String lines) {
    return """
    pipeline: meter
    source:
      lines: {LINES, assign: {timestamp: "{tick}", device: "{host}"}}
    record:
      schema: {id: string, timestamp: timestamp, device: string, watts: double}
    """
        .replace("LINES", lines);
  }
}
