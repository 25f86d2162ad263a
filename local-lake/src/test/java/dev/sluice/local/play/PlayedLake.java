package dev.sluice.local.play;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.local.report.PipelineReport;
import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.athena.result.QueryFailedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** A pipeline played for a test, and what lies in its lake, read without the product's code. */
final class PlayedLake implements AutoCloseable {
  static final Path CHECKOUT = Path.of(System.getProperty("sluice.root"));
  static final Consumer<Instant> SILENTLY = time -> {};
  private static final ObjectMapper JSON = new ObjectMapper();

  final Play play;
  private final String pipeline;

  private PlayedLake(Play play, String pipeline) {
    this.play = play;
    this.pipeline = pipeline;
  }

  /** With JVM packages, or with native ones if {@code sluice.packages} says so. */
  static PlayedLake start(PlayPlan plan) throws IOException {
    Map<String, String> parameters = new TreeMap<>(plan.stack().parameters());
    parameters.put("Runtime", System.getProperty("sluice.packages"));
    return new PlayedLake(Play.start(plan.with(parameters)), plan.pipeline().name());
  }

  /** Plays the whole of a plan. */
  PipelineReport run() throws IOException, InterruptedException {
    play.warmUp();
    play.play(SILENTLY);
    return settle();
  }

  /** Drains the stream and brings the tables up to date. */
  PipelineReport settle() throws IOException, InterruptedException {
    play.drain();
    play.runEtl();
    return play.report(0);
  }

  void put(String key, byte[]... records) {
    try (KinesisClient kinesis =
        TestEndpoints.client(KinesisClient.builder(), play.lake().endpoint())) {
      for (byte[] data : records) {
        kinesis.putRecord(
            request ->
                request
                    .streamName(play.stack().stream())
                    .partitionKey(key)
                    .data(SdkBytes.fromByteArray(data)));
      }
    }
  }

  /** Keys of a layer's objects, relative to the layer's folder of the pipeline. */
  List<String> keys(String layer) throws IOException {
    Path folder = folder(layer);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /** All values of a layer's JSON objects: a line each, or one after the other. */
  List<JsonNode> lines(String layer) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String key : keys(layer)) {
      lines.addAll(lines(layer, key));
    }
    return lines;
  }

  List<JsonNode> lines(String layer, String key) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    try (InputStream file = Files.newInputStream(folder(layer).resolve(key));
        InputStream in = key.endsWith(".gz") ? new GZIPInputStream(file) : file) {
      JSON.readerFor(JsonNode.class).<JsonNode>readValues(in).forEachRemaining(lines::add);
    }
    return lines;
  }

  /** What tells whether an object was written again, by key. */
  Map<String, String> versions(String layer) throws IOException {
    Map<String, String> versions = new TreeMap<>();
    for (String key : keys(layer)) {
      Path file = folder(layer).resolve(key);
      versions.put(
          key, Files.getLastModifiedTime(file) + " " + Arrays.hashCode(Files.readAllBytes(file)));
    }
    return versions;
  }

  /** The data files of an Iceberg table, as the local Athena names them. */
  Set<String> files(String table) {
    Set<String> files = new TreeSet<>();
    athena("SELECT file_path FROM \"%s$files\"".formatted(table))
        .forEach(row -> files.add(row.get(0)));
    return files;
  }

  /** Rows that the local Athena answers with. */
  List<List<String>> athena(String sql) {
    try {
      return play.lake().query(play.stack().database(), sql).rows();
    } catch (QueryFailedException e) {
      throw new AssertionError(sql, e);
    }
  }

  /** Rows of a query over an Iceberg table's files, of which {@code {rows}} is the table. */
  List<List<String>> trusted(String table, String sql) throws SQLException {
    String bucket = "s3://" + play.bucket().getFileName();
    String files =
        files(table).stream()
            .map(file -> "'%s'".formatted(file.replace(bucket, play.bucket().toString())))
            .collect(joining(", ", "read_parquet([", "], hive_partitioning = false)"));
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement();
        ResultSet result = statement.executeQuery(sql.replace("{rows}", files))) {
      List<List<String>> rows = new ArrayList<>();
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
          row.add(result.getString(column));
        }
        rows.add(row);
      }
      return rows;
    }
  }

  /** A time of an Iceberg table, as Athena shows it. */
  static Instant time(String cell) {
    assertThat(cell).endsWith(" UTC");
    return Instant.parse(cell.replace(" UTC", "Z").replace(' ', 'T'));
  }

  /** A query's result without its header; no cell holds a comma or a quote. */
  List<List<String>> result(PipelineReport report, String query) throws IOException {
    Path csv = play.lake().directory().resolve(report.queries().get(query).csv());
    return Files.readAllLines(csv).stream()
        .skip(1)
        .map(line -> List.of(line.substring(1, line.length() - 1).split("\",\"", -1)))
        .toList();
  }

  private Path folder(String layer) {
    return play.bucket().resolve(layer).resolve(pipeline);
  }

  @Override
  public void close() {
    play.close();
  }
}
