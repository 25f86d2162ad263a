package dev.sluice.core.produce.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.csv.Dialects;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.Schema;
import dev.sluice.core.pipeline.source.ReplaySource;
import dev.sluice.core.produce.RejectedRow;
import dev.sluice.core.produce.Tick;
import dev.sluice.core.produce.TickOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
  private static final RecordSpec SPEC =
      new RecordSpec(
          "id",
          "date",
          "station",
          new Schema(
              List.of(
                  new Field("id", FieldType.STRING, true),
                  new Field("station", FieldType.STRING, true),
                  new Field("date", FieldType.DATE, true),
                  new Field("rain", FieldType.DOUBLE, true),
                  new Field("days", FieldType.INT, false),
                  new Field("dry", FieldType.BOOLEAN, false),
                  new Field("read", FieldType.TIMESTAMP, false))));
  private static final String HEADER = "date,rain,days,dry,read,ignored\n";

  @TempDir Path folder;

  private Replay replay(int rowsPerTick, String content) throws IOException {
    Path file = Files.writeString(folder.resolve("rain.csv"), content);
    return new Replay(
        new ReplaySource(
            Duration.ofMinutes(1),
            rowsPerTick,
            file,
            Dialects.withNull("\\N", ','),
            Map.of("id", "sea-{date}-{row}", "station", "SEA")),
        SPEC);
  }

  private static TickOutput output(Replay replay, long index) throws IOException {
    return replay.output(new Tick(index, Instant.EPOCH.plusSeconds(60 * index)));
  }

  private static List<String> texts(TickOutput round) {
    return round.entries().stream().map(entry -> new String(entry.data(), UTF_8)).toList();
  }

  @Test
  void writesTypedFieldsInTheSchemasOrder() throws IOException {
    Replay replay = replay(5, HEADER + "2012-01-01,0.5,3,TRUE,2012-01-01T01:00:00+01:00,x\n");

    TickOutput round = output(replay, 0);
    assertThat(texts(round))
        .containsExactly(
            "{\"id\":\"sea-2012-01-01-1\",\"station\":\"SEA\",\"date\":\"2012-01-01\","
                + "\"rain\":0.5,\"days\":3,\"dry\":true,\"read\":\"2012-01-01T00:00:00Z\"}");
    assertThat(round.entries().get(0).key()).isEqualTo("SEA");
  }

  @Test
  void leavesOutOptionalNullsAndKeepsNumbersOfOneShape() throws IOException {
    Replay replay =
        replay(5, HEADER + "2012-01-01,7,\\N,\\N,1325376000,x\n2012-01-02,.5,-1,false,\\N,x\n");

    assertThat(texts(output(replay, 0)))
        .containsExactly(
            "{\"id\":\"sea-2012-01-01-1\",\"station\":\"SEA\",\"date\":\"2012-01-01\","
                + "\"rain\":7.0,\"read\":1325376000}",
            "{\"id\":\"sea-2012-01-02-2\",\"station\":\"SEA\",\"date\":\"2012-01-02\","
                + "\"rain\":0.5,\"days\":-1,\"dry\":false}");
  }

  @Test
  void aRowCanSayWhenItIsSentUnlessAColumnHasThatName() throws IOException {
    Path file = Files.writeString(folder.resolve("now.csv"), "HH,rain\nten,1\n\neleven,2\n");
    Map<String, String> assign =
        Map.of("id", "{row}-{tick}", "date", "{yyyy}-{MM}-{dd}", "station", "{HH}");
    ReplaySource source =
        new ReplaySource(Duration.ofMinutes(1), 1, file, Dialects.withNull("", ','), assign);
    try (Replay replay = new Replay(source, SPEC)) {
      assertThat(texts(output(replay, 1)))
          .containsExactly(
              "{\"id\":\"2-1970-01-01T00:01:00Z\",\"station\":\"eleven\","
                  + "\"date\":\"1970-01-01\",\"rain\":2.0}");
    }
  }

  @Test
  void rejectsWhatIsNoRecordAndSaysWhy() throws IOException {
    List<String> rows =
        List.of(
            "2012-01-01,1",
            "2012-13-01,1,1,true,\\N,x",
            "2012-01-02,5d,1,true,\\N,x",
            "2012-01-03,1,99999999999,true,\\N,x",
            "2012-01-04,1,1,yes,\\N,x",
            "2012-01-05,1,1,true,yesterday,x",
            "2012-01-06,\\N,1,true,\\N,x",
            "\\N,1,1,true,\\N,x",
            "2012-01-07,1e999,1,true,\\N,x");
    TickOutput round = output(replay(20, HEADER + String.join("\n", rows)), 0);

    assertThat(round.entries()).isEmpty();
    assertThat(round.rejected()).extracting(RejectedRow::text).isEqualTo(rows);
    assertThat(round.rejected())
        .extracting(row -> row.file() + ":" + row.line() + " " + row.reason())
        .containsExactly(
            "rain.csv:2 2 cells, but the header has 6",
            "rain.csv:3 'date' is not of type date: '2012-13-01'",
            "rain.csv:4 'rain' is not of type double: '5d'",
            "rain.csv:5 'days' is not of type int: '99999999999'",
            "rain.csv:6 'dry' is not of type boolean: 'yes'",
            "rain.csv:7 'read' is not of type timestamp: 'yesterday'",
            "rain.csv:8 'rain' is null",
            "rain.csv:9 'id' is null",
            "rain.csv:10 'rain' is not of type double: '1e999'");
  }

  @Test
  void playsSomeRowsEachTickAndThenNone() throws IOException {
    Replay replay =
        replay(2, HEADER + "2012-01-01,1,1,true,\\N,x\nbad\n2012-01-03,1,1,true,\\N,x\n");

    TickOutput first = output(replay, 0);
    assertThat(first.entries()).hasSize(1);
    assertThat(first.rejected()).hasSize(1);
    assertThat(texts(output(replay, 1))).hasSize(1).first().asString().contains("2012-01-03-3");
    assertThat(output(replay, 2).entries()).isEmpty();
    assertThat(output(replay, 900).entries()).isEmpty();
  }

  @Test
  void anyTickCanBeAskedForAgain() throws IOException {
    StringBuilder rows = new StringBuilder(HEADER);
    for (int day = 10; day < 30; day++) {
      rows.append("2012-01-").append(day).append(",1,1,true,\\N,x\n");
    }
    Replay replay = replay(3, rows.toString());
    List<List<String>> inOrder = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      inOrder.add(texts(output(replay, i)));
    }

    assertThat(inOrder.stream().mapToInt(List::size).sum()).isEqualTo(20);
    for (int i : new int[] {5, 2, 2, 7, 0, 6}) {
      assertThat(texts(output(replay, i))).isEqualTo(inOrder.get(i));
    }
    replay.close();
  }

  @Test
  void refusesAFileThatGivesNotAllRequiredFields() throws IOException {
    assertThatThrownBy(() -> output(replay(1, "date\n2012-01-01\n"), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rain.csv [date] nor 'assign' gives the field 'rain'");
    assertThatThrownBy(() -> output(replay(1, "rain\n1\n"), 0))
        .hasMessageContaining("'sea-{date}-{row}' names a column 'date', but the file has [rain]");
    assertThatThrownBy(() -> output(replay(1, ""), 0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is empty");
  }
}
