package dev.sluice.core.produce.lines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.produce.MissedRequest;
import dev.sluice.core.produce.Tick;
import dev.sluice.core.produce.TickOutput;
import dev.sluice.core.produce.Ticks;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LinesTickSourceTest extends LinesCase {
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
  void linesThatWereReadAreKeptIfTheirTickFails() throws IOException {
    input.add("", "{\"id\":\"1\",\"timestamp\":1780272010,\"card\":\"a\"}");
    LinesTickSource source = source("format: json");
    input.fails = true;
    assertThatThrownBy(() -> source.output(new Tick(0, NOON, ""))).hasMessage("not now");
    input.fails = false;

    assertThat(records(source.output(new Tick(1, NOON.plusSeconds(10), "")))).hasSize(1);
    assertThat(input.positions).containsExactly("");
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
