package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.source.SimulatorSource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may be left out. */
class DefaultsTest {
  private static final String SHORTEST =
      """
      pipeline: tiny
      source: {simulator: {every: 10s, metrics: {temperature: {mean: 21}}}}
      record:
        schema: {id: string, device: string, metric: string, value: double, timestamp: timestamp}
      """;

  @TempDir Path folder;

  private List<String> problems(String text) {
    try {
      load(text);
      return List.of();
    } catch (InvalidPipelineException e) {
      return e.problems().stream().map(each -> each.path() + ": " + each.message()).toList();
    }
  }

  private Pipeline load(String text) {
    try {
      return new PipelineLoader()
          .load(Files.writeString(folder.resolve("tiny.yaml"), text), Map.of());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void takesTheUsualNamesForIdTimeAndKey() {
    Pipeline pipeline = load(SHORTEST);

    assertThat(pipeline.record().id()).isEqualTo(RecordSpec.Id.of("id"));
    assertThat(pipeline.record().timeField()).isEqualTo("timestamp");
    assertThat(pipeline.record().keyField()).isEqualTo("device");
    assertThat(pipeline.record().schema().fields())
        .hasSize(5)
        .contains(new Field("value", FieldType.DOUBLE, true));
  }

  @Test
  void simulatesOneDevice() {
    SimulatorSource source = (SimulatorSource) load(SHORTEST).feeds().get(0).source();

    assertThat(source.devices()).isEqualTo(new SimulatorSource.Devices("device", "device-%d", 1));
    assertThat(source.metricField()).isEqualTo("metric");
    assertThat(source.valueField()).isEqualTo("value");
  }

  @Test
  void partitionsRawByDay() {
    RawLayout raw = load(SHORTEST).raw();

    assertThat(raw.prefix()).isEqualTo("raw/tiny");
    assertThat(raw.style()).isEqualTo(RawLayout.Style.HIVE);
    assertThat(raw.partition())
        .containsExactly(PartitionField.YEAR, PartitionField.MONTH, PartitionField.DAY);
    assertThat(load(SHORTEST + "raw: {style: plain}\n").raw().partition())
        .isEqualTo(raw.partition());
  }

  @Test
  void takesATypeAloneForARequiredColumn() {
    Pipeline pipeline =
        load(SHORTEST + "trusted: {readings: {columns: {id: string}, dedupe: id}}\n");

    TrustedTable.Column id = pipeline.trusted().get(0).columns().get(0);
    assertThat(id.type()).isEqualTo(FieldType.STRING);
    assertThat(id.required()).isTrue();
    assertThat(id.stored()).isTrue();
  }

  @Test
  void saysWhichFieldsTheDefaultsNeed() {
    assertThat(problems(SHORTEST.replace("id: string, device: string", "name: string, at: string")))
        .containsExactlyInAnyOrder(
            "record: the key 'id' is missing, and its default, the field 'id', does not exist",
            "record: the key 'key' is missing, and its default, the field 'device', does not exist",
            "source.simulator: the key 'field' is missing, and its default, the field 'device',"
                + " does not exist");
  }

  @Test
  void saysThatADefaultsFieldHasTheWrongType() {
    assertThat(problems(SHORTEST.replace("timestamp: timestamp", "timestamp: string")))
        .containsExactly(
            "record: the field 'timestamp' is of type string, but must be one of date, timestamp");
  }

  @Test
  void knowsNoOtherTypesInShortEither() {
    assertThat(problems(SHORTEST.replace("value: double", "value: duoble")))
        .containsExactly(
            "record.schema.value: unknown type 'duoble'; known: string, int, long, float, double,"
                + " boolean, date, timestamp; did you mean 'double'?");
  }
}
