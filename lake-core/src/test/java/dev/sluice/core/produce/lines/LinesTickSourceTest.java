package dev.sluice.core.produce.lines;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.source.LinesSource;
import dev.sluice.core.produce.InvocationDeadline;
import dev.sluice.core.produce.MissedRequest;
import dev.sluice.core.produce.RejectedRow;
import dev.sluice.core.produce.Tick;
import dev.sluice.core.produce.TickOutput;
import dev.sluice.core.produce.Ticks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesTickSourceTest {
  private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");
  private static final String CARDS =
      """
      pipeline: cards
      source:
        lines: {command: [nvidia-smi], every: 10s, LINES}
      record:
        key: card
        schema: {id: string, timestamp: timestamp, card: string, metric: {type: string}, value: {type: double}}
      """;
  private static final String ROWS =
      "format: csv, columns: [uuid, power, heat], nullText: '[N/A]', fields: {card: /uuid},"
          + " metrics: {power: /power, heat: /heat}, assign: {id: \"{/uuid}-{metric}-{tick}\","
          + " timestamp: \"{tick}\"}";

  @TempDir Path folder;
  private final Played input = new Played();

  /** Gives one batch after the other. */
  private static final class Played implements LineInput {
    private final Deque<LineBatch> batches = new ArrayDeque<>();
    private final List<String> positions = new ArrayList<>();

    void add(String header, String... lines) {
      add(header, Arrays.stream(lines).map(line -> line.getBytes(UTF_8)).toList());
    }

    void add(String header, List<byte[]> lines) {
      List<LineBatch.Line> all = new ArrayList<>();
      lines.forEach(line -> all.add(new LineBatch.Line(all.size() + 1L, line)));
      batches.add(new LineBatch(all, header, List.of(), List.of(), "p" + batches.size()));
    }

    @Override
    public String name() {
      return "nvidia-smi";
    }

    @Override
    public LineBatch read(String position, InvocationDeadline deadline) {
      positions.add(position);
      return batches.isEmpty() ? LineBatch.nothing(position) : batches.remove();
    }

    @Override
    public void close() {
      batches.clear();
    }
  }

  private LinesTickSource source(String lines) throws IOException {
    Path file = Files.writeString(folder.resolve("cards.yaml"), CARDS.replace("LINES", lines));
    Pipeline pipeline = new PipelineLoader().load(file, Map.of());
    LinesSource source = (LinesSource) pipeline.tickedSources().values().iterator().next();
    return new LinesTickSource(source, pipeline.record(), "box", input);
  }

  private static List<String> records(TickOutput output) {
    return output.entries().stream().map(entry -> new String(entry.data(), UTF_8)).toList();
  }

  private static List<String> reasons(TickOutput output) {
    return output.rejected().stream().map(RejectedRow::reason).toList();
  }

  @Test
  void aRowOfANvidiaCardIsARecordForEachMetric() throws IOException {
    input.add("", "GPU-1, 250.31, 61", "GPU-2, [N/A], 40");
    TickOutput output = source(ROWS).output(new Tick(0, NOON));

    assertThat(records(output))
        .containsExactly(
            "{\"id\":\"GPU-1-power-2026-06-01T12:00:00Z\",\"timestamp\":\"2026-06-01T12:00:00Z\","
                + "\"card\":\"GPU-1\",\"metric\":\"power\",\"value\":250.31}",
            "{\"id\":\"GPU-1-heat-2026-06-01T12:00:00Z\",\"timestamp\":\"2026-06-01T12:00:00Z\","
                + "\"card\":\"GPU-1\",\"metric\":\"heat\",\"value\":61.0}",
            "{\"id\":\"GPU-2-heat-2026-06-01T12:00:00Z\",\"timestamp\":\"2026-06-01T12:00:00Z\","
                + "\"card\":\"GPU-2\",\"metric\":\"heat\",\"value\":40.0}");
    assertThat(output.entries()).extracting(entry -> entry.key()).contains("GPU-1", "GPU-2");
    assertThat(output.rejected()).isEmpty();
  }

  @Test
  void aRowThatIsNoRecordIsRejectedWhole() throws IOException {
    input.add("", "GPU-1, 250.31, hot", "GPU-1, 1", "\"GPU-1, 1, 2", "GPU-2, 1, 2");
    TickOutput output = source(ROWS).output(new Tick(0, NOON));

    assertThat(output.entries()).hasSize(2);
    assertThat(reasons(output))
        .satisfiesExactly(
            reason -> assertThat(reason).contains("value"),
            reason ->
                assertThat(reason).isEqualTo("2 cells, but there are 3 columns: uuid, power, heat"),
            reason -> assertThat(reason).contains("quote"));
    assertThat(output.rejected().get(1))
        .extracting(RejectedRow::file, RejectedRow::line, RejectedRow::text)
        .containsExactly("nvidia-smi", 2L, "GPU-1, 1");
  }

  @Test
  void theFirstLineNamesColumnsUnlessTheDefinitionDoes() throws IOException {
    input.add("uuid, heat, power", "GPU-1, 61, 250");
    input.add("power, heat, uuid", "251, 62, GPU-1");
    LinesTickSource source = source(ROWS.replace("columns: [uuid, power, heat], ", ""));

    assertThat(records(source.output(new Tick(0, NOON))))
        .allSatisfy(record -> assertThat(record).containsPattern("power\",\"value\":250.0|:61.0"));
    assertThat(records(source.output(new Tick(1, NOON.plusSeconds(10), "x"))))
        .allSatisfy(record -> assertThat(record).containsPattern("power\",\"value\":251.0|:62.0"));
  }

  @Test
  void aLineOfJsonIsARecordOrIsRejected() throws IOException {
    input.add(
        "",
        "{\"id\":\"1\",\"timestamp\":1780272010,\"card\":\"a\",\"value\":1.10,\"other\":2}",
        "[1]",
        "{\"id\":",
        "{\"id\":\"2\",\"card\":\"a\"}",
        "\uFEFF{\"id\":\"3\",\"timestamp\":1780272010,\"card\":\"a\"}");
    TickOutput output = source("format: json").output(new Tick(0, NOON));

    assertThat(records(output))
        .containsExactly(
            "{\"id\":\"1\",\"timestamp\":1780272010,\"card\":\"a\",\"value\":1.10}",
            "{\"id\":\"3\",\"timestamp\":1780272010,\"card\":\"a\"}");
    assertThat(reasons(output))
        .satisfiesExactly(
            reason -> assertThat(reason).isEqualTo("not a JSON object"),
            reason -> assertThat(reason).startsWith("not JSON: "),
            reason -> assertThat(reason).contains("timestamp"));
  }

  @Test
  void whatStandsBehindTheFirstValueOfALineIsNotLeftOutInSilence() throws IOException {
    String one = "{\"id\":\"1\",\"timestamp\":1780272010,\"card\":\"a\"}";
    input.add("", one + one, one + " garbage", one + "\t ");
    TickOutput output = source("format: json").output(new Tick(0, NOON));

    assertThat(records(output)).containsExactly(one);
    assertThat(reasons(output))
        .satisfiesExactly(
            reason -> assertThat(reason).isEqualTo("more than one JSON value on the line"),
            reason -> assertThat(reason).startsWith("not JSON: ").contains("garbage"));
  }

  @Test
  void aLineInAnotherEncodingIsRejected() throws IOException {
    String one = "{\"id\":\"1\",\"timestamp\":1780272010,\"card\":\"a\"}";
    input.add("", List.of(one.getBytes(UTF_16LE), "{\"id\":\"ö\"}".getBytes(ISO_8859_1)));
    TickOutput json = source("format: json").output(new Tick(0, NOON));
    input.add("", List.of("GPU-1, 1, 2".getBytes(UTF_16), "GPU-ö, 1, 2".getBytes(ISO_8859_1)));
    TickOutput csv = source(ROWS).output(new Tick(0, NOON));

    assertThat(json.entries()).isEmpty();
    assertThat(csv.entries()).isEmpty();
    assertThat(reasons(json)).containsExactly("UTF-16, but must be UTF-8", "not UTF-8");
    assertThat(reasons(csv)).containsExactly("UTF-16, but must be UTF-8", "not UTF-8");
  }

  @Test
  void aRowBehindACarriageReturnIsNotLeftOutInSilence() throws IOException {
    input.add("", "GPU-1, 1, 2\rGPU-2, 3, 4", "\"GPU\r3\", 1, 2\r");
    TickOutput output = source(ROWS).output(new Tick(0, NOON));

    assertThat(output.entries()).hasSize(2);
    assertThat(output.rejected())
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.reason()).startsWith("a line end within the line");
              assertThat(row.text()).contains("GPU-2");
            });
  }

  @Test
  void aCommentAmongRowsIsPassedOver() throws IOException {
    input.add("", "# from here on", "GPU-1, 1, 2");
    TickOutput output = source(ROWS + ", comment: '#'").output(new Tick(0, NOON));

    assertThat(output.entries()).hasSize(2);
    assertThat(output.rejected()).isEmpty();
  }

  @Test
  void ofTwoColumnsWithOneNameNoneIsTaken() throws IOException {
    input.add("uuid, power, heat, power", "GPU-1, 1, 2, 3");
    LinesTickSource source = source(ROWS.replace("columns: [uuid, power, heat], ", ""));
    TickOutput output = source.output(new Tick(0, NOON));

    assertThat(output.entries()).isEmpty();
    assertThat(reasons(output))
        .singleElement()
        .asString()
        .startsWith("its header names 'power' twice, as columns 2 and 4");
  }

  @Test
  void aClockThatJumpsByYearsCostsNoMemory() throws IOException {
    LinesTickSource source = source("format: json");
    Ticks grid = new Ticks(Duration.ofSeconds(10));
    TickOutput first = source.output(new Tick(0, Instant.EPOCH, ""));
    Instant later = source.next(grid, Instant.EPOCH, NOON);
    TickOutput second = source.output(new Tick(1, later, first.position()));

    assertThat(second.missed())
        .containsExactly(
            new MissedRequest(
                "nvidia-smi", second.missed().get(0).reason(), NOON.getEpochSecond() / 10 - 1));
  }

  @Test
  void linesThatDidNotArriveAreHandedOutAgain() throws IOException {
    input.add("", "{\"id\":\"1\",\"timestamp\":1780272010,\"card\":\"a\"}");
    input.add("", "{\"id\":\"2\",\"timestamp\":1780272010,\"card\":\"a\"}");
    LinesTickSource source = source("format: json");

    TickOutput first = source.output(new Tick(0, NOON, ""));
    TickOutput again = source.output(new Tick(1, NOON.plusSeconds(10), ""));
    TickOutput next = source.output(new Tick(2, NOON.plusSeconds(20), again.position()));

    assertThat(again).isSameAs(first);
    assertThat(records(next)).singleElement().asString().contains("\"id\":\"2\"");
    assertThat(input.positions).containsExactly("", "p0");
  }

  @Test
  void ticksAtWhichTheCommandWasNotRunAreMissed() throws IOException {
    LinesTickSource source = source("format: json");
    Ticks grid = new Ticks(Duration.ofSeconds(10));

    assertThat(source.next(grid, NOON.minusSeconds(60), NOON.plusSeconds(3))).isEqualTo(NOON);
    TickOutput first = source.output(new Tick(0, NOON, ""));
    Instant later = source.next(grid, NOON, NOON.plusSeconds(41));
    TickOutput second = source.output(new Tick(4, later, first.position()));

    assertThat(first.missed()).isEmpty();
    assertThat(second.missed())
        .singleElement()
        .extracting(MissedRequest::request, MissedRequest::count)
        .containsExactly("nvidia-smi", 3L);
    assertThat(second.position()).isNotEqualTo(first.position());
  }
}
