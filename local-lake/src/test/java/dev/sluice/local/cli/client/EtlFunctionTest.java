package dev.sluice.local.cli.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.sluice.local.cli.text.HistoryText;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Questions about tables, against a function that gives prepared answers. */
@Timeout(60)
class EtlFunctionTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AtomicReference<JsonNode> event = new AtomicReference<>();
  private String answer;
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/2015-03-31/functions/etl/invocations",
        exchange -> {
          event.set(JSON.readTree(exchange.getRequestBody()));
          exchange.sendResponseHeaders(200, answer.getBytes(UTF_8).length);
          exchange.getResponseBody().write(answer.getBytes(UTF_8));
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private JsonNode ask(String command) {
    URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    ObjectNode of = JSON.createObjectNode().put("table", "readings");
    return new EtlFunction(new LakeClient(endpoint, "local"), "etl").ask(command, of);
  }

  @Test
  void aHistoryHasALineASnapshotAndMarksWhatIsShown() {
    answer =
        """
        {"table": "readings", "rows": 1200, "files": 3, "bytes": 2500000, "current": "12",
          "pinned": {"snapshot": "12", "since": "2026-06-01T12:00:00Z"},
          "snapshots": [
            {"id": "13", "at": "2026-06-01T11:00:00.123Z", "operation": "append", "by": "spark 3.5",
              "added": 5, "removed": 0, "rows": 1205, "partitions": 1},
            {"id": "12", "at": "2026-06-01T10:00:00.123Z", "operation": "overwrite",
              "by": "run 7-x", "added": 1200, "removed": 20, "rows": 1200, "partitions": 2}]}
        """;
    HistoryText text = new HistoryText(ask("history"));
    assertThat(event.get().at("/history/table").asText()).isEqualTo("readings");
    assertThat(text.now())
        .isEqualTo(
            "readings: 1,200 rows, 2.50 MB; files: 3, snapshots: 2, pinned at snapshot 12 since"
                + " 2026-06-01T12:00:00Z");
    assertThat(text.lines()).hasSize(3);
    assertThat(text.lines().get(1).replaceAll(" +", " "))
        .isEqualTo("13 2026-06-01T11:00:00Z 5 0 1,205 1 append spark 3.5");
    assertThat(text.lines().get(2).replaceAll(" +", " "))
        .isEqualTo("12 2026-06-01T10:00:00Z 1,200 20 1,200 2 overwrite run 7-x <- shown");
  }

  @Test
  void whatCanNotBeDoneFailsTheCommandWithItsReason() {
    answer = "{\"problem\": \"Table 'readings' is not pinned\"}";
    assertThatThrownBy(() -> ask("unpin"))
        .isInstanceOf(CommandFailure.class)
        .hasMessage("Table 'readings' is not pinned.");
  }
}
