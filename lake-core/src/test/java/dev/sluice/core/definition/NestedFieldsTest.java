package dev.sluice.core.definition;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.alert.RecordingPublisher;
import dev.sluice.core.alert.RuleReplay;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.TrustedTable.Column;
import dev.sluice.core.pipeline.TrustedTable.Dedupe;
import dev.sluice.core.pipeline.source.SimulatorSource;
import dev.sluice.core.produce.Tick;
import dev.sluice.core.produce.simulate.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fields that lie anywhere in a record, and ids of several fields or of none. */
class NestedFieldsTest {
  private static final String YAML =
      """
      pipeline: quickstart
      source: {external: {}}
      record:
        id: [device, at]
        time: at
        timeFormat: epoch-us
        strict: true
        schema:
          device: {type: string, required: true, from: /meta/device}
          at: {type: timestamp, required: true, from: /meta/time}
          temp: {type: double, from: /metrics/0/value}
          note: {type: string}
      alerts:
        hot: {when: {field: temp, atLeast: 30}, by: [device], message: "{device} has {temp}"}
      trusted:
        readings:
          columns:
            device: string
            event_time: {type: timestamp, from: at, required: true}
            celsius: {type: double, from: temp}
            raw_note: {type: string, from: /note}
          dedupe: [device, event_time]
      """;

  @TempDir Path folder;

  private Pipeline load(String text) {
    Path file = folder.resolve("quickstart.yaml");
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new PipelineLoader().load(file, Map.of());
  }

  private List<String> problems(String old, String replacement) {
    assertThat(YAML).contains(old);
    try {
      load(YAML.replace(old, replacement));
      return List.of();
    } catch (InvalidPipelineException e) {
      return e.problems().stream().map(each -> each.path() + ": " + each.message()).toList();
    }
  }

  @Test
  void columnsOfAFieldLieWhereTheFieldDoes() {
    Pipeline pipeline = load(YAML);
    List<Column> columns = pipeline.trusted().get(0).columns();

    assertThat(columns.stream().map(Column::from))
        .containsExactly("/meta/device", "/meta/time", "/metrics/0/value", "/note");
    assertThat(columns.get(1).rule().format()).contains(pipeline.record().timeFormat());
    assertThat(pipeline.trusted().get(0).rows().time()).contains("event_time");
    assertThat(pipeline.input(pipeline.trusted().get(0)).declared())
        .contains(List.of("meta", "metrics", "note"));
    assertThat(pipeline.inputs().get(0).name()).isEqualTo(Input.STREAM);
  }

  @Test
  void rulesAndMessagesSeeNestedFields() {
    RecordingPublisher alerts = new RecordingPublisher();
    RuleReplay rules = new RuleReplay(load(YAML), Duration.ofMinutes(1), alerts);
    for (String value : List.of("29.9", "30", "31")) {
      String json =
          "{\"temp\":99,\"meta\":{\"device\":\"d1\",\"time\":1780272000000000},\"metrics\":[{\"value\":%s}]}"
              .formatted(value);
      rules.take("d1", 1_780_272_000_000L, json.getBytes(UTF_8));
    }
    rules.end();

    assertThat(alerts.accepted().get(0).body()).contains("d1 has 30").contains("temp at least 30");
  }

  @Test
  void anIdMayBeSeveralFieldsOrAllOfThem() {
    assertThat(load(YAML).record().id())
        .isEqualTo(new RecordSpec.Id(List.of("device", "at"), false));
    assertThat(load(YAML).trusted().get(0).rows().dedupe())
        .isEqualTo(new Dedupe(List.of("device", "event_time"), Optional.empty()));
    Pipeline content =
        load(
            YAML.replace("id: [device, at]", "id: \"*\"\n  key: device")
                .replace("dedupe: [device, event_time]", "dedupe: \"*\""));
    assertThat(content.record().id())
        .isEqualTo(new RecordSpec.Id(List.of("device", "at", "temp", "note"), true));
    assertThat(content.trusted().get(0).rows().dedupe().by())
        .containsExactly("device", "event_time", "celsius", "raw_note");
    assertThat(content.trusted().get(0).rows().dedupe().isContent()).isTrue();
  }

  @Test
  void partsOfAnIdAreRequired() {
    assertThat(problems("id: [device, at]", "id: [device, note, temp, at, at, hm]"))
        .containsExactly(
            "record.id[1]: no record may be without the field 'note'; add 'required: true' to it",
            "record.id[2]: no record may be without the field 'temp'; add 'required: true' to it",
            "record.id[2]: the field 'temp' is of type double, but must be one of string, int,"
                + " long, boolean, date, timestamp",
            "record.id[4]: 'at' stands twice in the list",
            "record.id[5]: no field in record.schema is named 'hm'; known: device, at, temp, note");
    assertThat(problems("dedupe: [device, event_time]", "dedupe: [device, celsius]"))
        .singleElement()
        .asString()
        .contains("rows without 'celsius' would count as duplicates of each other");
  }

  @Test
  void aPlaceIsAPointerOfItsOwn() {
    assertThat(problems("from: /metrics/0/value", "from: metrics"))
        .containsExactly(
            "record.schema.temp.from: 'metrics' is not a JSON pointer; write /outer/inner or"
                + " /list/0, with ~1 for / and ~0 for ~, e.g. '/metrics'");
    assertThat(problems("from: /metrics/0/value", "from: /meta/device"))
        .containsExactly(
            "record.schema.temp.from: the fields 'device' (/meta/device) and 'temp' (/meta/device)"
                + " lie at one place; remove one");
    assertThat(problems("from: /metrics/0/value", "from: /note/0"))
        .containsExactly(
            "record.schema.note: the field 'temp' (/note/0) lies within 'note', which would have"
                + " to be an object; remove one");
  }

  @Test
  void aTestThatOthersWriteWithASignIsNamed() {
    assertThat(problems("{field: temp, atLeast: 30}", "{field: temp, \">=\": 30}"))
        .anyMatch(problem -> problem.endsWith("did you mean 'atLeast'?"));
    assertThat(problems("{field: temp, atLeast: 30}", "{field: temp, lte: 30}"))
        .anyMatch(problem -> problem.endsWith("did you mean 'atMost'?"));
    assertThat(problems("{field: temp, atLeast: 30}", "{field: temp, atMost: x}")).hasSize(1);
  }

  @Test
  void theSimulatorWritesFieldsWhereTheyLie() throws IOException {
    String simulated =
        YAML.replace(
                "source: {external: {}}",
                "source: {simulator: {every: 10s, reading: {metric: note, value: temp}, metrics:"
                    + " {t: {mean: 20}}}}")
            .replace("timeFormat: epoch-us", "timeFormat: iso");
    Pipeline pipeline = load(simulated);
    SimulatorSource source = (SimulatorSource) pipeline.tickedSources().values().iterator().next();
    try (Simulator simulator = new Simulator(source, pipeline.record())) {
      byte[] data =
          simulator
              .output(new Tick(0, Instant.parse("2026-06-01T00:00:00Z")))
              .entries()
              .get(0)
              .data();
      assertThat(new String(data, UTF_8))
          .isEqualTo(
              "{\"meta\":{\"device\":\"device-1\",\"time\":\"2026-06-01T00:00:00Z\"},"
                  + "\"metrics\":[{\"value\":20.00}],\"note\":\"t\"}");
    }
    assertThat(problemsOf(simulated.replace("{t: {mean: 20}}", "{t: {mean: 20}, u: {mean: 1}}")))
        .containsExactly(
            "source.simulator: records of a tick would have the same id; add 'note' to record.id");
  }

  private List<String> problemsOf(String text) {
    return problems(YAML, text);
  }
}
