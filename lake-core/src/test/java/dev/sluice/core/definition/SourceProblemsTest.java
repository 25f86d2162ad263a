package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceProblemsTest {
  @TempDir Path folder;

  private List<String> windfarm(String old, String replacement) {
    return PipelineFile.copy("windfarm", folder).replace(old, replacement).problems();
  }

  private List<String> seattle(String old, String replacement) {
    return PipelineFile.copy("seattle", folder).replace(old, replacement).problems();
  }

  @Test
  void rejectsAnUnknownSource() {
    assertThat(windfarm("  simulator:", "  simulater:"))
        .containsExactly(
            "source: needs exactly one of simulator, replay, http, lines, landing, external",
            "source.simulater: unknown key; known here: simulator, replay, http, lines, landing,"
                + " external, runs; did you mean 'simulator'?");
  }

  @Test
  void rejectsADurationWithoutUnit() {
    assertThat(windfarm("every: 10s", "every: 10"))
        .containsExactly(
            "source.simulator.every: needs a duration like 10s, 1m, 2h or 7d, but is '10'");
  }

  @Test
  void rejectsDeviceNamesThatAreAllTheSame() {
    assertThat(windfarm("wt-%02d", "wt"))
        .singleElement()
        .asString()
        .startsWith("source.simulator.devices.name: 'wt' needs the device's number exactly once");
  }

  @Test
  void rejectsAFormatThatWouldFillTheMemory() {
    assertThat(windfarm("wt-%02d", "wt-%999999999d")).hasSize(1);
  }

  @Test
  void rejectsNoDevices() {
    assertThat(windfarm("count: \"${TURBINES:12}\"", "count: 0"))
        .containsExactly(
            "source.simulator.devices.count: needs a whole number from 1 to 100000, but is '0'");
  }

  @Test
  void rejectsAReadingFieldThatIsNoNumber() {
    assertThat(windfarm("value: data", "value: turbine"))
        .contains(
            "source.simulator.reading.value: the field 'turbine' is of type string, but must be one"
                + " of int, long, float, double");
  }

  @Test
  void rejectsANegativeNoise() {
    assertThat(windfarm("noise: 0.4", "noise: -0.4"))
        .containsExactly(
            "source.simulator.metrics.temperature.noise: must be at least 0, but is -0.4");
  }

  @Test
  void rejectsAMetricName() {
    assertThat(windfarm("      temperature: {mean", "      temp erature: {mean"))
        .contains(
            "source.simulator.metrics.temp erature: the name 'temp erature' is not allowed; begin"
                + " with a letter or _, then use letters, digits, _ . and -");
  }

  @Test
  void rejectsARateOutOfRange() {
    assertThat(windfarm("rate: 0.25", "rate: 7"))
        .containsExactly(
            "source.simulator.anomalies.rate: must be 0 to 6 for a sensor and hour, not 7.0");
  }

  @Test
  void rejectsAnUnknownKindOfAnomaly() {
    assertThat(windfarm("[spike, drift,", "[spyke, drift,"))
        .containsExactly(
            "source.simulator.anomalies.kinds[0]: unknown kind of anomaly 'spyke'; known: spike,"
                + " drift, stuck, silence; did you mean 'spike'?");
  }

  @Test
  void rejectsARequiredFieldThatTheSimulatorCanNotGive() {
    assertThat(
            windfarm(
                "    data: {type: double, required: true}",
                "    data: {type: double, required: true}\n    site: {type: int, required: true}"))
        .containsExactly(
            "source.simulator: the source gives no field 'site', which record.schema requires;"
                + " given: data, id, timestamp, turbine, type");
  }

  @Test
  void rejectsAReplayOfNothing() {
    assertThat(seattle("seattle-weather.csv", "weather.csv"))
        .containsExactly(
            "source.replay.file: the CSV file 'seattle/weather.csv' is not in the pipeline's"
                + " folder, or can't be read");
  }

  @Test
  void rejectsAFileOutsideTheFolder() {
    assertThat(seattle("file: seattle/", "file: ../seattle/"))
        .singleElement()
        .asString()
        .contains("lies outside the pipeline's folder");
  }

  @Test
  void rejectsColumnsThatAreNoFields() {
    assertThat(seattle("    wind: {type: double, required: true}", "    wnd: {type: double}"))
        .contains(
            "source.replay.file: the column 'wind' is not a field of record.schema (is the"
                + " separator right?); known: id, station, date, precipitation, temp_max, temp_min,"
                + " wnd, weather; did you mean 'wnd'?");
  }

  @Test
  void rejectsRequiredFieldsThatNoColumnGives() {
    assertThat(seattle(", station: SEA}", "}"))
        .singleElement()
        .asString()
        .startsWith("source.replay.file: the source gives no field 'station'");
  }

  @Test
  void rejectsAssigningWhatAColumnGives() {
    assertThat(seattle("station: SEA}", "station: SEA, wind: '1'}"))
        .containsExactly(
            "source.replay.assign.wind: the file has a column 'wind' already; remove this");
  }

  @Test
  void rejectsAnUnknownColumnInATemplate() {
    assertThat(seattle("sea-{date}", "sea-{dat}"))
        .containsExactly(
            "source.replay.assign.id: no column is named 'dat'; known: date, precipitation,"
                + " temp_max, temp_min, wind, weather, row, tick, yyyy, MM, M, dd, d, HH, H; did"
                + " you mean 'date'?");
  }

  @Test
  void takesTheRowNumberInATemplate() {
    assertThat(seattle("sea-{date}", "sea-{row}")).isEmpty();
  }

  @Test
  void rejectsAnEmptyCsvFile() {
    PipelineFile file =
        PipelineFile.copy("seattle", folder).withFile("seattle/seattle-weather.csv", "");

    assertThat(file.problems())
        .containsExactly("source.replay.file: the header can't be read: its first line is empty");
  }

  @Test
  void takesAHeaderWithByteOrderMarkAndQuotes() {
    PipelineFile file =
        PipelineFile.copy("seattle", folder)
            .withFile(
                "seattle/seattle-weather.csv",
                "\ufeffdate,\"precipitation\",temp_max,temp_min,wind,weather\r\n");

    assertThat(file.problems()).isEmpty();
  }
}
