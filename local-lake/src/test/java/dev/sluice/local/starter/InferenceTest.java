package dev.sluice.local.starter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.definition.PipelineLoader;
import dev.sluice.core.definition.yaml.Settings;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.local.tests.TestedPipeline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InferenceTest {
  private static final Path PIPELINES = Path.of(System.getProperty("sluice.root"), "pipelines");
  private static final String QUAKES =
      """
      {"type": "FeatureCollection", "metadata": {"count": 3}, "features": [
      {"type": "Feature", "id": "us7000abcd", "properties": {"mag": 4.5, "place": "A", "time": 1767999000123, "felt": null},
       "geometry": {"type": "Point", "coordinates": [-120.1, 35.2, 10]}},
      {"type": "Feature", "id": "us7000abce", "properties": {"mag": 2, "place": "B", "time": 1767999100123, "felt": 3},
       "geometry": {"type": "Point", "coordinates": [-121.1, 36.2, 5.5]}},
      {"type": "Feature", "id": "ci1", "properties": {"mag": null, "place": "B", "time": 1767999200123, "felt": null},
       "geometry": {"type": "Point", "coordinates": [-121, 36.2, 5.5]}}]}
      """;
  private static final String SEMICOLONS =
      """
      Messzeit;Station;Wert;Bemerkung;user
      01.06.2026 12:00;A1;12,5;"mit; Semikolon";1
      13.06.2026 12:10;A1;13,0;;2
      01.06.2026 12:00;B2;9,1;ok;2
      """;
  private static final String EVENTS =
      """
      {"specversion":"1.0","type":"temp","source":"/s/1","id":"A-1","time":"2026-06-01T12:00:00Z","data":{"t":21.5,"tags":["a","b"]}}
      {"specversion":"1.0","type":"temp","source":"/s/1","id":"A-2","time":"2026-06-01T12:00:10Z","data":{"t":"n/a","tags":[]}}
      {"specversion":"1.0","type":"door","source":"/s/2","id":"A-3","time":"2026-06-01T12:00:12.5+02:00","data":{"open":true}}
      """;
  private static final String WEATHER =
      """
      {"data":{"time":"2026-06-01T12:00:00Z","values":{"temperature":21.5,"weatherCode":1000}},"location":{"lat":52.5,"name":"Berlin"}}
      {"data":{"time":"2026-06-01T12:00:00Z","values":{"temperature":15,"weatherCode":1001}},"location":{"lat":41.1,"name":"Porto"}}
      """;
  private static final String MICROS =
      """
      [{"device_id": 7, "uuid": "x-1", "ts": 1767999000123456, "ok": true, "timestamp": "nonsense"},
       {"device_id": 8, "uuid": "x-2", "ts": 1767999000123457, "ok": false, "${HOME}": {"a/b": 1, "select": null}}]
      """;

  /** As devices send them: the name and the time are the id, some come again, one is broken. */
  private static final String GREENHOUSES =
      """
      {"device":{"site":"north","id":"gh-3"},"ts":"2026-06-01T12:00:00Z","metrics":{"temp":21.4}}
      {"device":{"site":"north","id":"gh-4"},"ts":"2026-06-01T12:00:00Z","metrics":{"temp":21.4}}
      {"device":{"site":"north","id":"gh-4"},"ts":"2026-06-01T12:00:00Z","metrics":{"temp":21.4}}
      {"device":{"site":"north","id":"gh-4"},"ts":"2026-06-01T12:05:00Z","metrics":{"temp":21.5}}
      {"device":{"si
      """;

  @TempDir private Path directory;

  static List<String> data() throws IOException {
    return List.of(
        QUAKES,
        SEMICOLONS,
        EVENTS,
        WEATHER,
        MICROS,
        GREENHOUSES,
        Files.readString(PIPELINES.resolve("seattle/seattle-weather.csv")),
        "a,b\n1,2\n1,2.5\n",
        "{\"only\": {\"nested\": 1}}");
  }

  @ParameterizedTest
  @MethodSource("data")
  void whatIsProposedIsValidAndLosesNothingOfTheData(String data) throws IOException {
    Inference found = infer(data);
    Path file = directory.resolve(found.name() + ".yaml");
    Files.writeString(file, found.definition());

    TestedPipeline proposed = TestedPipeline.load(file, new Settings(Map.of()));

    Path content = Files.writeString(directory.resolve("data"), data);
    assertThat(proposed.losses(found.records(), content)).as(found.definition()).isEmpty();
  }

  @Test
  void nestedValuesGetPointersAndADocumentsListIsNamed() throws IOException {
    assertThat(infer(QUAKES).definition())
        .contains(
            "3 records were looked at",
            "take them with items: /features".replace("take", "takes"),
            "mag: {type: double, from: /properties/mag}",
            "time: {type: timestamp, required: true, from: /properties/time}",
            "coordinates: {from: /geometry/coordinates, type: string, join: \", \"}",
            "key: place    # 2 different ones");
  }

  @Test
  void aNameAndATimeTogetherAreAnIdAndRepeatsAndBrokenLinesDoNoHarm() throws IOException {
    assertThat(infer(GREENHOUSES).definition())
        .contains(
            "4 records were looked at, 1 of them repeats",
            "# Lines that are not JSON and were passed over: 1; the first is line 5.",
            "id: [id, ts]",
            "key: id ",
            "dedupe: {by: [id, ts]}");
  }

  @Test
  void placesInAListAreInTheData() throws IOException {
    Path file =
        Files.writeString(
            directory.resolve("soil.yaml"),
            """
            pipeline: soil
            record:
              id: [device, at]
              time: at
              schema:
                device: string
                at: timestamp
                top: {from: /soil/0, type: double}
                third: {from: /soil/2, type: double}
            trusted:
              readings:
                columns: {device: string, at: timestamp, deep: {from: /soil/1, type: double}}
                dedupe: [device, at]
            """);

    assertThat(
            infer("{\"device\": \"a\", \"at\": 1780272000, \"soil\": [0.31, 0.28]}")
                .against(new PipelineLoader().load(file, Map.of())))
        .containsExactly("- /soil/2 (record.schema.third): no record has it");
  }

  @Test
  void dialectAndTimesOfCsvAreGuessedAndSaid() throws IOException {
    assertThat(infer(SEMICOLONS).definition())
        .contains(
            "guessed the separator \";\"",
            "messzeit: {from: Messzeit, type: timestamp, format: \"dd.MM.yyyy HH:mm\", required:"
                + " true}",
            "wert: {from: Wert, type: string}    # numbers with a decimal comma",
            "user_value: {from: user, type: long}",
            "dedupe: {by: [station, messzeit]}");
  }

  @Test
  void rowsThatAreAlikeAreNotMadeOneWithoutAWord() throws IOException {
    assertThat(infer("delay,distance\n14,405\n-11,370\n14,405\n").definition())
        .contains("dedupe: {by: [delay, distance]}    # some records are alike in all of these");
    assertThat(infer("[{\"delay\": 14}, {\"delay\": 14}]").definition())
        .contains("dedupe: delay    # some records are alike in all of these");
    assertThat(infer("delay\n14\n14\n").definition())
        .contains("dedupe: delay    # some records are alike in all of these");
  }

  @Test
  void epochsOfOtherUnitsAndConflictsAreNamed() throws IOException {
    assertThat(infer(MICROS).definition()).contains("time: ts", "timeFormat: epoch-us", "id: uuid");
    assertThat(infer(EVENTS).definition())
        .contains("# /data/t: of several kinds: {DECIMAL=21.5, TEXT=n/a}");
  }

  @Test
  void gzipIsUnpackedAndOnlySoManyRecordsAreLookedAt() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(EVENTS.getBytes(StandardCharsets.UTF_8));
    }

    assertThat(
            Inference.of("my Events 2.json.gz", new ByteArrayInputStream(zipped.toByteArray()), 2)
                .definition())
        .contains("pipeline: my-events-2", "2 records were looked at, and there are more");
  }

  @Test
  void aDefinitionIsComparedWithData() throws IOException {
    Pipeline quickstart = new PipelineLoader().load(PIPELINES.resolve("quickstart.yaml"), Map.of());

    assertThat(
            infer(
                    """
                    {"id": "a", "device": "d", "metric": "t", "value": "warm", "timestamp": "2026-06-01T12:00:00Z"}
                    {"id": "b", "device": "d", "value": 1, "timestamp": "2026-06-01T12:00:00Z", "at": {"room": "2"}}
                    """)
                .against(quickstart))
        .anySatisfy(line -> assertThat(line).startsWith("+ /at/room: string in 1 of 2 records"))
        .anySatisfy(line -> assertThat(line).startsWith("! 1 of 2 records are rejected:"))
        .noneSatisfy(line -> assertThat(line).startsWith("- "));
    assertThat(infer("{\"id\": \"a\"}").against(quickstart))
        .contains("- /device (record.schema.device): no record has it");
  }

  @Test
  void refusesWhatIsNeitherWithTheReason() {
    assertThatThrownBy(() -> infer("")).hasMessage("data is empty.");
    assertThatThrownBy(() -> infer("1,2\n3,4\n")).hasMessageContaining("data has no header");
    assertThatThrownBy(() -> infer("{\"a\": ")).hasMessageContaining("data is not JSON: line 1");
  }

  private static Inference infer(String data) throws IOException {
    return Inference.of(
        "data", new ByteArrayInputStream(data.getBytes(StandardCharsets.UTF_8)), 50_000);
  }
}
