package dev.sluice.local.play;

import static java.nio.charset.StandardCharsets.UTF_8;
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
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The packaged edge process with a stream and a bucket, started as a user starts it. */
abstract class EdgeCase {
  static final Path ROOT = Path.of(System.getProperty("sluice.root"));
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path directory;
  final Map<String, String> environment = new HashMap<>();
  KinesisStreams streams;
  private S3Endpoint s3;
  private AwsServer server;
  private int port;
  Process edge;

  @BeforeEach
  void start() throws IOException {
    streams =
        new KinesisStreams(
            Account.LOCAL, LakeClock.realTime(), StreamLimits.AWS, directory.resolve("streams"));
    streams.create("readings", 2, Duration.ofHours(24));
    s3 = new S3Endpoint(directory.resolve("s3"), FaultPlan.NONE);
    s3.createBucket("lake");
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    environment.put("SLUICE_HOST", "box");
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (edge != null) {
      edge.destroyForcibly().waitFor();
    }
    if (server != null) {
      server.close();
    }
  }

  void serve() throws IOException {
    server = AwsServer.bind("127.0.0.1", port);
    server.start(List.of(KinesisService.over(streams, FaultPlan.NONE)), s3);
  }

  void end() throws InterruptedException, IOException {
    edge.destroy();
    assertThat(edge.waitFor(30, TimeUnit.SECONDS)).as(log()).isTrue();
  }

  void launch(String pipeline, Path pipelines) throws IOException {
    launch(pipeline, pipelines, Path.of("/dev/null"));
  }

  private Map<String, String> variables(String pipeline, Path pipelines) {
    return Map.of(
        "SLUICE_PIPELINE",
        pipeline,
        "SLUICE_PIPELINES_DIR",
        pipelines.toString(),
        "SLUICE_STREAM",
        "readings",
        "SLUICE_BUCKET",
        "lake",
        "SLUICE_EDGE_DIR",
        directory.resolve("edge").toString(),
        "AWS_ENDPOINT_URL",
        "http://127.0.0.1:" + port,
        "AWS_REGION",
        Account.LOCAL.region(),
        "AWS_ACCESS_KEY_ID",
        "local",
        "AWS_SECRET_ACCESS_KEY",
        "local");
  }

  void launch(String pipeline, Path pipelines, Path input) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx64m",
            "-jar",
            ROOT.resolve("producer-edge/target/quarkus-app/quarkus-run.jar").toString());
    builder.environment().putAll(environment);
    builder.environment().putAll(variables(pipeline, pipelines));
    edge =
        builder
            .redirectErrorStream(true)
            .redirectInput(input.toFile())
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.resolve("edge.log").toFile()))
            .start();
  }

  void await(Callable<Boolean> isThere) throws Exception {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (!isThere.call()) {
      assertThat(Instant.now()).as(log()).isBefore(deadline);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** The wind farm with a reading every second. */
  Path windfarm() throws IOException {
    String definition = Files.readString(ROOT.resolve("pipelines/windfarm.yaml"));
    assertThat(definition).contains("every: 10s");
    return pipeline("windfarm", definition.replace("every: 10s", "every: 1s"));
  }

  Path pipeline(String name, String definition) throws IOException {
    Path copy = Files.createDirectories(directory.resolve("pipelines"));
    Files.writeString(copy.resolve(name + ".yaml"), definition);
    for (String folder : List.of("windfarm", "gpu")) {
      Files.createDirectories(copy.resolve(folder));
      try (Stream<Path> files = Files.list(ROOT.resolve("pipelines").resolve(folder))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path target = copy.resolve(folder).resolve(file.getFileName());
          Files.write(target, Files.readAllBytes(file));
        }
      }
    }
    return copy;
  }

  static long bytes(Path path) {
    try (Stream<Path> files = Files.exists(path) ? Files.walk(path) : Stream.empty()) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String rejected() throws IOException {
    StringBuilder all = new StringBuilder();
    Path folder = directory.resolve("s3/lake/rejected/meter/source");
    try (Stream<Path> files = Files.exists(folder) ? Files.walk(folder) : Stream.empty()) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  List<JsonNode> records() throws IOException {
    List<JsonNode> records = new ArrayList<>();
    for (String shard : streams.shardIds("readings")) {
      for (StoredRecord stored : streams.read("readings", shard, null, 10_000)) {
        records.add(JSON.readTree(stored.data()));
      }
    }
    return records;
  }

  List<String> ids() throws IOException {
    return records().stream().map(record -> record.path("id").asText()).toList();
  }

  String log() throws IOException {
    Path log = directory.resolve("edge.log");
    return Files.exists(log) ? Files.readString(log, UTF_8) : "";
  }
}
