package dev.sluice.local.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.aws.S3ObjectStore;
import dev.sluice.core.lake.ObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.local.cli.Sluice;
import dev.sluice.local.cli.client.LakeFile;
import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.fault.FaultPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** The rules of windfarm over raw objects in a running S3. */
@Timeout(60)
class ReplayCommandTest {
  private static final String DAY = "raw/windfarm/year=2026/month=06/day=%02d/";
  private static final String READING =
      "{\"id\":\"%s\",\"turbine\":\"wt-01\",\"type\":\"temperature\",\"data\":%s,"
          + "\"timestamp\":\"2026-06-%02dT%s:00Z\"}\n";

  @TempDir private Path directory;
  private final PrintStream systemOut = System.out;
  private final ByteArrayOutputStream captured = new ByteArrayOutputStream();
  private final StringWriter errors = new StringWriter();
  private TestEndpoints endpoints;
  private S3Client s3;
  private ObjectStore bucket;

  @BeforeEach
  void start() throws IOException {
    endpoints = TestEndpoints.servingS3(directory.resolve("s3"), FaultPlan.NONE);
    s3 = endpoints.client(S3Client.builder().forcePathStyle(true));
    bucket = new S3ObjectStore(s3, "lake");
    var farm =
        new LakeFile.Resources(
            "s", "lake", "t", "d", "w", Map.of(), SluiceHome.pipeline("windfarm").toString());
    String endpoint = endpoints.endpoint().toString();
    new LakeFile(endpoint, "", ProcessHandle.current().pid(), "local", Map.of("windfarm", farm))
        .writeTo(directory);
    System.setOut(new PrintStream(captured, true, UTF_8));
  }

  @AfterEach
  void stop() {
    System.setOut(systemOut);
    s3.close();
    endpoints.close();
  }

  private void put(String key, String... lines) throws IOException {
    bucket.put(PutObject.of(key, String.join("", lines).getBytes(UTF_8), "application/json"));
  }

  private int replay(String... more) {
    List<String> all =
        new java.util.ArrayList<>(
            List.of("replay", "windfarm", "--rules", "--dir", directory.toString()));
    all.addAll(List.of(more));
    return Sluice.commandLine()
        .setErr(new PrintWriter(errors, true))
        .execute(all.toArray(String[]::new));
  }

  private List<String> lines() {
    return captured.toString(UTF_8).lines().toList();
  }

  @Test
  void showsWhatTheRulesWouldHaveToldByEventTime() throws IOException {
    put(
        DAY.formatted(1) + "b",
        READING.formatted("2", "40.5", 1, "12:01"),
        "{\"id\":\n",
        READING.formatted("1", "36.5", 1, "12:00"));
    put(DAY.formatted(1) + "c", READING.formatted("1", "36.5", 1, "12:00"));
    put(DAY.formatted(2) + "a", READING.formatted("3", "41", 2, "00:00"));

    assertThat(replay("--from", "2026-06-01T00:00:00Z", "--to", "2026-06-02T00:00:00Z")).isZero();

    assertThat(lines().subList(0, 4))
        .containsExactly(
            "time                      kind      mode     alert",
            "2026-06-01T12:00:00Z      first     live     CRITICAL temperature-outside-band wt-01:"
                + " 36.5",
            "2026-06-01T12:01:00Z      summary   live     CRITICAL temperature-outside-band wt-01:"
                + " 1 more",
            "");
    assertThat(lines().get(lines().size() - 1)).startsWith("of 2 records, 1 left out");
    assertThat(bucket.list("").map(ObjectStore.ObjectInfo::key))
        .allMatch(key -> key.startsWith("raw/"));
  }

  @Test
  void printsAlertsAsJson() throws IOException {
    put(DAY.formatted(1) + "a", READING.formatted("1", "36.5", 1, "12:00"));

    assertThat(replay("--from", "start", "--json")).isZero();

    JsonNode alert = new ObjectMapper().readTree(lines().get(0));
    assertThat(lines()).hasSize(1);
    assertThat(alert.get("rule").asText()).isEqualTo("temperature-outside-band");
    assertThat(alert.get("time").asText()).isEqualTo("2026-06-01T12:00:00Z");
    assertThat(alert.get("body").asText()).contains("36.5");
  }

  @Test
  void saysWhichObjectCantBeRead() throws IOException {
    put(DAY.formatted(1) + "a", "this is no JSON");

    assertThat(replay("--from", "start")).isEqualTo(1);

    assertThat(captured.toString(UTF_8))
        .contains("can't be read, its partition is left out: " + DAY.formatted(1) + "a: not JSON");
  }
}
