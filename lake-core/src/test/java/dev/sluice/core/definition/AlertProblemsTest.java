package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.AlertBudget;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertProblemsTest {
  private static final String WHEN = "alerts.strong-wind.when";

  @TempDir Path folder;

  private List<String> when(String condition) {
    return PipelineFile.copy("seattle", folder)
        .replace("{field: wind, above: \"${WIND_MAX:8}\"}", condition)
        .problems();
  }

  @Test
  void readsTheBudget() {
    PipelineFile file = PipelineFile.copy("windfarm", folder);
    assertThat(file.load().stream().orElseThrow().budget()).isEqualTo(new AlertBudget(60, 20));

    file.replace("\nalerts:\n", "\nalerts:\n  budget: {messages: 5, sms: 0}\n");

    assertThat(file.load().stream().orElseThrow().budget()).isEqualTo(new AlertBudget(5, 0));
    assertThat(file.load().alerts()).noneMatch(rule -> rule.name().equals("budget"));
  }

  @Test
  void rejectsABudgetOutOfRange() {
    assertThat(
            PipelineFile.copy("windfarm", folder)
                .replace("\nalerts:\n", "\nalerts:\n  budget: {messages: 0, sms: 2000, mail: 1}\n")
                .problems())
        .hasSize(3)
        .anyMatch(problem -> problem.startsWith("alerts.budget.mail: unknown key"))
        .anyMatch(problem -> problem.startsWith("alerts.budget.messages: "))
        .anyMatch(problem -> problem.startsWith("alerts.budget.sms: "));
  }

  @Test
  void rejectsAFieldThatIsNotInTheSchema() {
    assertThat(when("{field: wnd, above: 8}"))
        .containsExactly(
            WHEN
                + ".field: no field in record.schema is named 'wnd'; known: id, station, date,"
                + " precipitation, temp_max, temp_min, wind, weather; did you mean 'wind'?");
  }

  @Test
  void rejectsComparingAText() {
    assertThat(when("{field: weather, below: 8}"))
        .containsExactly(
            WHEN
                + ".field: the field 'weather' is of type string, but must be one of int, long,"
                + " float, double");
  }

  @Test
  void rejectsAThresholdThatIsNoNumber() {
    assertThat(when("{field: wind, above: .nan}"))
        .containsExactly(WHEN + ".above: needs a number, but is '.nan'");
  }

  @Test
  void rejectsABandUpsideDown() {
    assertThat(when("{field: wind, outside: [8, 1]}"))
        .containsExactly(WHEN + ".outside: the low end '8' is above the high end '1'; swap them");
  }

  @Test
  void rejectsABandWithOneEnd() {
    assertThat(when("{field: wind, outside: [8]}"))
        .containsExactly(WHEN + ".outside: needs two numbers [low, high], but has 1 items");
  }

  @Test
  void rejectsTwoOperators() {
    assertThat(when("{field: wind, above: 8, below: 1}"))
        .containsExactly(
            WHEN
                + ": needs exactly one of above, below, atLeast, atMost, outside, equals, contains,"
                + " but has above and below; combine several with all or any");
  }

  @Test
  void rejectsNoOperator() {
    assertThat(when("{field: wind}")).singleElement().asString().contains("but has none");
  }

  @Test
  void rejectsAnEmptyListOfConditions() {
    assertThat(when("{any: []}"))
        .containsExactly(WHEN + ".any: needs a list like [a, b], but is an empty list");
  }

  @Test
  void rejectsMixingAllWithATest() {
    assertThat(when("{all: [{field: wind, above: 8}], field: wind}"))
        .containsExactly(WHEN + ".field: unknown key; known here: all");
  }

  @Test
  void rejectsANumberThatEqualsAText() {
    assertThat(when("{field: wind, equals: strong}"))
        .containsExactly(WHEN + ".equals: 'strong' is not a value of type double");
  }

  @Test
  void rejectsAValueThatTheFieldCanNotHave() {
    assertThat(when("{field: date, equals: yesterday}"))
        .containsExactly(WHEN + ".equals: 'yesterday' is not a value of type date");
  }

  @Test
  void rejectsAMetricThatTheSimulatorDoesNotSend() {
    PipelineFile windfarm =
        PipelineFile.copy("windfarm", folder).replace("equals: temperature", "equals: temprature");

    assertThat(windfarm.problems())
        .containsExactly(
            "alerts.temperature-outside-band.when.all[0].equals: no metric of the source is named"
                + " 'temprature'; known: powerfactor, temperature, hydraulicpressure;"
                + " did you mean 'temperature'?");
  }

  @Test
  void rejectsAnUnknownFieldInTheMessage() {
    PipelineFile seattle =
        PipelineFile.copy("seattle", folder).replace("Wind of {wind}", "Wind of {wimd}");

    assertThat(seattle.problems())
        .singleElement()
        .asString()
        .startsWith("alerts.strong-wind.message: no field in record.schema is named 'wimd'");
  }

  @Test
  void rejectsEmptyBracesInTheMessage() {
    PipelineFile seattle =
        PipelineFile.copy("seattle", folder).replace("Wind of {wind}", "Wind of {}");

    assertThat(seattle.problems())
        .singleElement()
        .asString()
        .startsWith("alerts.strong-wind.message: no field in record.schema is named ''");
  }

  @Test
  void rejectsAnUnknownSeverity() {
    PipelineFile seattle =
        PipelineFile.copy("seattle", folder).replace("severity: critical", "severity: crtical");

    assertThat(seattle.problems())
        .containsExactly(
            "alerts.heavy-rain.severity: unknown severity 'crtical'; known: info, warning,"
                + " critical; did you mean 'critical'?");
  }

  @Test
  void takesNestedConditions() {
    assertThat(
            when(
                "{any: [{all: [{field: wind, above: 8}, {field: weather, contains: sun}]},"
                    + " {field: weather, equals: snow}]}"))
        .isEmpty();
  }
}
