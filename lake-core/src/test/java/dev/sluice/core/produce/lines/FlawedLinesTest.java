package dev.sluice.core.produce.lines;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.produce.RejectedRow;
import dev.sluice.core.produce.Tick;
import dev.sluice.core.produce.TickOutput;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FlawedLinesTest extends LinesCase {
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
}
