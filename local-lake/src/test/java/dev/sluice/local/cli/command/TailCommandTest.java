package dev.sluice.local.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.local.cli.Sluice;
import dev.sluice.local.cli.client.LakeFile;
import dev.sluice.local.cli.client.TailStart;
import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.clock.LakeClock;
import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.kinesis.KinesisService;
import dev.sluice.localaws.kinesis.KinesisStreams;
import dev.sluice.localaws.kinesis.StreamLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kinesis.KinesisClient;

/** Against a running Kinesis of two shards. */
@Timeout(60)
class TailCommandTest {
  private static final String STREAM = "sluice-farm-Stream";
  @TempDir private Path directory;
  private final LakeClock clock = LakeClock.realTime();
  private final PrintStream systemOut = System.out;
  private final ByteArrayOutputStream captured = new ByteArrayOutputStream();
  private final StringWriter errors = new StringWriter();
  private TestEndpoints endpoints;
  private KinesisClient kinesis;

  @BeforeEach
  void start() throws IOException {
    KinesisStreams streams =
        new KinesisStreams(Account.LOCAL, clock, StreamLimits.AWS, directory.resolve("streams"));
    streams.create(STREAM, 2, Duration.ofDays(1));
    endpoints = TestEndpoints.serving(KinesisService.over(streams, FaultPlan.NONE));
    kinesis = endpoints.client(KinesisClient.builder());
    var farm = new LakeFile.Resources(STREAM, "b", "t", "d", "w", Map.of(), "windfarm.yaml");
    String endpoint = endpoints.endpoint().toString();
    new LakeFile(endpoint, "", ProcessHandle.current().pid(), "local", Map.of("farm", farm))
        .writeTo(directory);
    System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void stop() {
    System.setOut(systemOut);
    kinesis.close();
    endpoints.close();
  }

  @Test
  void printsTheRecordsOfAllShardsByArrival() {
    for (String key : List.of("a", "b", "c", "d", "e")) {
      put(key, "{\"id\":\"" + key + "\"}");
      clock.skip(Duration.ofMillis(2));
    }

    assertThat(tail("farm", "--from", "start", "--limit", "5")).isZero();

    assertThat(lines()).hasSize(5);
    assertThat(lines().stream().map(line -> line.split("  ", 2)[1]).toList())
        .containsExactly(
            "a  {\"id\":\"a\"}",
            "b  {\"id\":\"b\"}",
            "c  {\"id\":\"c\"}",
            "d  {\"id\":\"d\"}",
            "e  {\"id\":\"e\"}");
    assertThat(lines()).allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z .*"));
  }

  @Test
  void beginsAtATime() {
    put("a", "{\"id\":\"old\"}");
    clock.skip(Duration.ofMinutes(30));
    String time = clock.instant().minusSeconds(600).atOffset(ZoneOffset.ofHours(2)).toString();
    put("a", "{\"id\":\"young\"}");

    assertThat(tail("--from", time, "--limit", "1")).isZero();

    assertThat(lines()).hasSize(1).allMatch(line -> line.contains("young"));
  }

  @Test
  void beginsSoLongAgo() {
    Instant before = Instant.now();
    TailStart start = new TailStart.Converter().convert("90m");

    assertThat(start.time().orElseThrow())
        .isBetween(before.minusSeconds(5400), Instant.now().minusSeconds(5400));
    assertThat(new TailStart.Converter().convert("2026-06-01").time())
        .contains(Instant.parse("2026-06-01T00:00:00Z"));
    assertThat(new TailStart.Converter().convert("now")).isEqualTo(TailStart.NOW);
  }

  @Test
  void printsOnlyWhatHasTheValues() {
    put("a", "{\"type\":\"t\",\"data\":1,\"place\":{\"hall\":7}}");
    put("a", "{\"type\":\"t\",\"data\":2,\"place\":{\"hall\":8}}");
    put("a", "{\"type\":\"p\",\"data\":1,\"place\":{\"hall\":7}}");
    put("a", "data=1 and no JSON");
    put("a", "{\"type\":\"t\",\"data\":1,\"place\":{\"hall\":7},\"last\":true}");

    tail(
        "--from",
        "start",
        "--where",
        "type=t",
        "--where",
        "data=1",
        "--where",
        "/place/hall=7",
        "--limit",
        "2");

    assertThat(lines()).hasSize(2);
    assertThat(lines().get(1)).contains("last");
  }

  @Test
  void printsOnlyWhatHoldsTheText() {
    put("a", "{\"id\":\"one\"}");
    put("a", "two, no JSON");

    tail("--from", "start", "--filter", "two", "--limit", "1");

    assertThat(lines()).hasSize(1).allMatch(line -> line.endsWith("a  two, no JSON"));
  }

  @Test
  void writesJsonWithThePlaceInTheStream() throws IOException {
    String number = put("a", "{\"id\":\"one\",\"data\":2.50}");
    put("a", "no JSON\n");

    tail("--from", "start", "--json", "--limit", "2");

    JsonNode first = new ObjectMapper().readTree(lines().get(0));
    assertThat(first.path("sequenceNumber").asText()).isEqualTo(number);
    assertThat(first.path("shard").asText()).startsWith("shardId-00000000000");
    assertThat(first.path("partitionKey").asText()).isEqualTo("a");
    assertThat(first.path("arrival").asText()).endsWith("Z");
    assertThat(first.at("/record/id").asText()).isEqualTo("one");
    assertThat(new ObjectMapper().readTree(lines().get(1)).path("text").asText())
        .isEqualTo("no JSON\n");
  }

  @Test
  void endsQuietlyWhenNobodyReadsAnyMore() {
    put("a", "{}");
    PipedOutputStream readByNobody = new PipedOutputStream();
    System.setOut(new PrintStream(readByNobody));

    assertThat(tail("--from", "start")).isZero();
    assertThat(errors.toString()).isEmpty();
  }

  @Test
  void waitsItsTurnWhereOthersReadTheShardToo() {
    put("a", "{\"id\":\"one\"}");
    for (int i = 0; i < 5; i++) {
      read();
    }

    assertThat(tail("--from", "start", "--limit", "1")).isZero();
    assertThat(lines()).hasSize(1);
  }

  @Test
  void saysWhichPipelinesAndTimesItTakes() {
    assertThat(tail("windfarm")).isEqualTo(1);
    assertThat(tail("farm", "--from", "yesterday")).isEqualTo(2);
    assertThat(errors.toString())
        .contains("no pipeline 'windfarm'; the lake runs farm")
        .contains("'yesterday'", "start, now, a duration like 30s");
  }

  private void read() {
    kinesis
        .listShards(r -> r.streamName(STREAM))
        .shards()
        .forEach(
            shard -> {
              String iterator =
                  kinesis
                      .getShardIterator(
                          r ->
                              r.streamName(STREAM)
                                  .shardId(shard.shardId())
                                  .shardIteratorType("TRIM_HORIZON"))
                      .shardIterator();
              kinesis.getRecords(r -> r.shardIterator(iterator));
            });
  }

  private String put(String key, String data) {
    return kinesis
        .putRecord(r -> r.streamName(STREAM).partitionKey(key).data(SdkBytes.fromUtf8String(data)))
        .sequenceNumber();
  }

  private int tail(String... arguments) {
    List<String> line = new ArrayList<>(List.of("tail", "--dir", directory.toString()));
    line.addAll(List.of(arguments));
    return Sluice.commandLine()
        .setErr(new PrintWriter(errors, true))
        .execute(line.toArray(String[]::new));
  }

  private List<String> lines() {
    return captured.toString(StandardCharsets.UTF_8).lines().toList();
  }
}
