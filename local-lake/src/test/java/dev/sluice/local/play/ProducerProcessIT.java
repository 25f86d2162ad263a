package dev.sluice.local.play;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.localaws.clock.LakeClock;
import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.http.AwsServer;
import dev.sluice.localaws.kinesis.KinesisService;
import dev.sluice.localaws.kinesis.KinesisStreams;
import dev.sluice.localaws.kinesis.StreamLimits;
import dev.sluice.localaws.kinesis.log.StoredRecord;
import dev.sluice.localaws.s3.S3Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged producer as a process of its own, whose ticks the scheduler drives. */
class ProducerProcessIT {
  private static final Path ROOT = Path.of(System.getProperty("sluice.root"));
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int ROUND = 12 * 3;

  @TempDir Path directory;
  private KinesisStreams streams;
  private AwsServer server;

  @BeforeEach
  void start() throws IOException {
    streams =
        new KinesisStreams(
            Account.LOCAL, LakeClock.realTime(), StreamLimits.AWS, directory.resolve("streams"));
    streams.create("readings", 2, Duration.ofHours(24));
    S3Endpoint s3 = new S3Endpoint(directory.resolve("s3"), FaultPlan.NONE);
    s3.createBucket("lake");
    server = AwsServer.bind("127.0.0.1", 0);
    server.start(List.of(KinesisService.over(streams, FaultPlan.NONE)), s3);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void sendsEveryTickOnceUntilItIsEnded() throws Exception {
    Process producer = startProducer();
    try {
      Instant deadline = Instant.now().plus(PATIENCE);
      while (streams.stored("readings") < 4 * ROUND && Instant.now().isBefore(deadline)) {
        assertThat(producer.isAlive()).as(log()).isTrue();
        TimeUnit.MILLISECONDS.sleep(50);
      }
    } finally {
      producer.destroy();
      assertThat(producer.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    List<String> ids = ids();
    assertThat(ids).as(log()).hasSizeGreaterThanOrEqualTo(4 * ROUND - 4).doesNotHaveDuplicates();
  }

  private Process startProducer() throws IOException {
    Path code = unzip(ROOT.resolve("producer-fn/target/function.zip"));
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-cp",
            code + ":" + code + "/lib/*",
            "io.quarkus.runner.GeneratedMain");
    builder
        .environment()
        .putAll(
            Map.of(
                "SLUICE_PROCESS", "true",
                "SLUICE_PIPELINE", "windfarm",
                "SLUICE_PIPELINES_DIR", pipelines().toString(),
                "SLUICE_STREAM", "readings",
                "SLUICE_BUCKET", "lake",
                "AWS_ENDPOINT_URL", server.endpoint().toString(),
                "AWS_REGION", Account.LOCAL.region(),
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local"));
    return builder
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("producer.log").toFile())
        .start();
  }

  /** The wind farm with a reading every second. */
  private Path pipelines() throws IOException {
    Path copy = Files.createDirectories(directory.resolve("pipelines/windfarm")).getParent();
    Path source = ROOT.resolve("pipelines");
    String definition = Files.readString(source.resolve("windfarm.yaml"));
    assertThat(definition).contains("every: 10s");
    Files.writeString(copy.resolve("windfarm.yaml"), definition.replace("every: 10s", "every: 1s"));
    for (String sql : List.of("hourly", "outside-band", "availability")) {
      String file = "windfarm/" + sql + ".sql";
      Files.copy(source.resolve(file), copy.resolve(file));
    }
    return copy;
  }

  private Path unzip(Path zip) throws IOException {
    Path folder = directory.resolve("function");
    try (InputStream in = Files.newInputStream(zip);
        ZipInputStream entries = new ZipInputStream(in)) {
      for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
        Path target = folder.resolve(entry.getName());
        if (!entry.isDirectory()) {
          Files.createDirectories(target.getParent());
          Files.copy(entries, target);
        }
      }
    }
    return folder;
  }

  private List<String> ids() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<String> ids = new ArrayList<>();
    for (String shard : streams.shardIds("readings")) {
      for (StoredRecord stored : streams.read("readings", shard, null, 10_000)) {
        JsonNode record = json.readTree(stored.data());
        ids.add(record.path("id").asText());
      }
    }
    return ids;
  }

  private String log() throws IOException {
    return Files.readString(directory.resolve("producer.log"));
  }
}
