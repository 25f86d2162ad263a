package dev.sluice.local.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.lake.PutObject;
import dev.sluice.core.record.Period;
import dev.sluice.core.trusted.Rebuild;
import dev.sluice.local.cli.text.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a function that gives prepared answers. */
@Timeout(60)
class RebuildRunTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STATE = "state/farm/run.json";
  private static final Period DAY =
      new Period(Instant.parse("2026-06-01T00:00:00Z"), Instant.parse("2026-06-02T00:00:00Z"));

  private final InMemoryObjectStore bucket = new InMemoryObjectStore();
  private final Deque<String> answers = new ArrayDeque<>();
  private final List<JsonNode> events = new ArrayList<>();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private HttpServer function;

  @BeforeEach
  void start() throws IOException {
    function = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    function.createContext(
        "/2015-03-31/functions/etl/invocations",
        exchange -> {
          events.add(JSON.readTree(exchange.getRequestBody()));
          byte[] answer = answers.poll().getBytes(UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    function.start();
  }

  @AfterEach
  void stop() {
    function.stop(0);
  }

  private boolean follow() throws IOException, InterruptedException {
    URI endpoint = URI.create("http://127.0.0.1:" + function.getAddress().getPort());
    return new RebuildRun(new EtlFunction(new LakeClient(endpoint, "local"), "etl"), bucket, "farm")
        .follow(
            new Rebuild(DAY, true),
            false,
            new Terminal(new PrintStream(printed, true, UTF_8), false));
  }

  private static String state(int number, String step, String failures) {
    return """
    {"run": {"number": %d, "startedAt": "2026-06-03T00:00:00Z", "step": "%s", "failures": %s,
      "tables": {"readings": {"partitions": 5, "rewritten": 1, "stored": 1200, "rows": 1200}}}}
    """
        .formatted(number, step, failures);
  }

  private void store(String state) throws IOException {
    bucket.put(PutObject.of(STATE, state.getBytes(UTF_8), "application/json"));
  }

  @Test
  void waitsForARunAtWorkThenStartsItsOwnAndFollowsItToTheEnd()
      throws IOException, InterruptedException {
    answers.add("{\"runId\":\"\",\"state\":\"BUSY\"}");
    answers.add("{\"runId\":\"6-x\",\"state\":\"QUERIES\"}");
    answers.add("{\"runId\":\"7-2026-06-03T00:00:00Z\",\"state\":\"QUERIES\"}");
    answers.add("{\"runId\":\"\",\"state\":\"IDLE\"}");
    store(state(7, "SUCCEEDED", "[]"));

    assertThat(follow()).isTrue();

    assertThat(printed.toString(UTF_8))
        .contains("run 7-2026-06-03T00:00:00Z: SUCCEEDED")
        .contains("readings: 1 of 5 partitions rebuilt, 1,200 rows in all");
    assertThat(events.get(0).at("/rebuild/from").asText()).isEqualTo("2026-06-01T00:00:00Z");
    assertThat(events.get(1).get("watchdog").asBoolean()).isTrue();
    assertThat(events.get(2).at("/rebuild/overwriteForeign").asBoolean()).isTrue();
    assertThat(events.get(2).at("/rebuild/to").asText()).isEqualTo("2026-06-02T00:00:00Z");
    assertThat(events.get(3).has("rebuild")).isFalse();
  }

  @Test
  void saysWhyARunFailedAndWhatToDo() throws IOException, InterruptedException {
    answers.add("{\"runId\":\"7-2026-06-03T00:00:00Z\",\"state\":\"QUERIES\"}");
    answers.add("{\"runId\":\"\",\"state\":\"IDLE\"}");
    store(
        state(
            7,
            "FAILED",
            "[{\"step\": \"TRANSFORM\", \"reason\": \"no room\", \"remedy\": \"make some\"}]"));

    assertThat(follow()).isFalse();

    assertThat(printed.toString(UTF_8)).contains("failed: no room", "what to do: make some");
  }
}
