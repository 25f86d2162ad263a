package dev.sluice.core.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.Packing;
import dev.sluice.core.pipeline.TimeFormat;
import dev.sluice.core.pipeline.TimeFormat.Form;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordProblemsTest {
  @TempDir Path folder;
  private PipelineFile file;

  private List<String> problems(String old, String replacement) {
    return PipelineFile.copy("windfarm", folder).replace(old, replacement).problems();
  }

  @Test
  void rejectsANameOtherThanTheFiles() {
    assertThat(problems("pipeline: windfarm", "pipeline: wind-farm"))
        .containsExactly(
            "pipeline: is 'wind-farm', but the file is named 'windfarm'; make both equal");
  }

  @Test
  void rejectsAnUnknownType() {
    assertThat(problems("    data: {type: double", "    data: {type: duoble"))
        .containsExactly(
            "record.schema.data.type: unknown type 'duoble'; known: string, int, long, float,"
                + " double, boolean, date, timestamp; did you mean 'double'?");
  }

  @Test
  void rejectsAnIdThatIsNoField() {
    assertThat(problems("  id: id\n", "  id: idd\n"))
        .containsExactly(
            "record.id: no field in record.schema is named 'idd'; known: id, turbine, type, data,"
                + " timestamp; did you mean 'id'?");
  }

  @Test
  void rejectsATimeThatIsNoTime() {
    assertThat(problems("  time: timestamp", "  time: data"))
        .containsExactly(
            "record.time: the field 'data' is of type double, but must be one of date, timestamp");
  }

  @Test
  void rejectsAnOptionalKey() {
    assertThat(
            problems("    turbine: {type: string, required: true}", "    turbine: {type: string}"))
        .containsExactly(
            "record.key: no record may be without the field 'turbine'; add 'required: true' to it");
  }

  @Test
  void takesTimesWithoutAnOffset() {
    assertThat(
            problems(
                "  time: timestamp",
                "  time: timestamp\n  timeFormat: iso\n  timeZone: Europe/Berlin"))
        .isEmpty();
  }

  @Test
  void aColumnOfTheEventTimeIsWrittenAsTheRecordSays() {
    String iso = "  time: timestamp\n  timeFormat: iso\n  timeZone: Europe/Berlin";
    String pointer = "event_time: {from: /timestamp,";
    TimeFormat berlin = new TimeFormat(Form.ISO, "", Optional.of(ZoneId.of("Europe/Berlin")));

    assertThat(formatOfEventTime("  time: timestamp", "  time: timestamp"))
        .contains(TimeFormat.USUAL);
    assertThat(formatOfEventTime("  time: timestamp", iso)).contains(berlin);
    assertThat(formatOfEventTime("event_time: {from: timestamp,", pointer)).contains(berlin);
  }

  @Test
  void aColumnDoesNotReadTheEventTimeInAnotherWay() {
    String column = "event_time: {from: timestamp,";
    String own = "event_time: {from: /timestamp, format: epoch-s,";
    String problem =
        "trusted.readings.columns.event_time.format: leave it out: 'record.timeFormat' says how"
            + " event times are written";
    PipelineFile usual = PipelineFile.copy("windfarm", folder).replace(column, own);

    assertThat(usual.problems()).containsExactly(problem);
    assertThat(
            usual.replace("  time: timestamp", "  time: timestamp\n  timeFormat: iso").problems())
        .containsExactly(problem);
    assertThat(usual.replace("format: epoch-s", "format: iso").problems()).isEmpty();
  }

  @Test
  void aColumnDoesNotReadATimeOfTheSchemaInAnotherWay() {
    String column = "event_time: {from: timestamp,";
    PipelineFile file =
        PipelineFile.copy("windfarm", folder)
            .replace("    data: {", "    made: {type: date}\n    data: {")
            .replace(column, "made: {type: date, format: dd/MM/yyyy}\n      " + column);

    assertThat(file.problems())
        .containsExactly(
            "trusted.readings.columns.made.format: the field 'made' is a date in record.schema,"
                + " whose values are read as usual; make it a string there, or leave 'format' out");
    assertThat(file.replace("made: {type: date}", "made: {type: string}").problems()).isEmpty();
  }

  /** Changes accumulate in the folder. */
  private Optional<TimeFormat> formatOfEventTime(String old, String replacement) {
    file = (file == null ? PipelineFile.copy("windfarm", folder) : file).replace(old, replacement);
    return file.load().trusted().get(0).columns().stream()
        .filter(column -> column.name().equals("event_time"))
        .findFirst()
        .orElseThrow()
        .rule()
        .format();
  }

  @Test
  void anEnvelopeComesCompressedFromOthers() {
    PipelineFile logs =
        PipelineFile.copy("seattle", folder)
            .with(
                """
                pipeline: seattle
                source: {external: {}}
                record:
                  envelope: cloudwatch-logs
                  key: logStream
                  schema: {id: string, timestamp: timestamp, message: string, logStream: string}
                trusted:
                  events: {columns: {id: string, message: string}, dedupe: id}
                """);

    assertThat(logs.load().packing())
        .isEqualTo(new Packing(Packing.Compression.AUTO, Packing.Envelope.CLOUDWATCH_LOGS));
    assertThat(logs.replace("cloudwatch-logs", "cloudwatch").problems())
        .containsExactly(
            "record.envelope: unknown envelope 'cloudwatch'; known: none, cloudwatch-logs");
  }

  @Test
  void rejectsAnEnvelopeThatTheSourceDoesNotSend() {
    assertThat(problems("  time: timestamp", "  time: timestamp\n  envelope: cloudwatch-logs"))
        .containsExactly(
            "source: its records come as they are; leave 'record.envelope' out, or take the source"
                + " 'external'");
    assertThat(problems("  time: timestamp", "  time: timestamp\n  compression: gzip")).hasSize(1);
    assertThat(problems("  time: timestamp", "  time: timestamp\n  compression: auto")).isEmpty();
  }

  @Test
  void rejectsATimeFormatThatIsNone() {
    assertThat(problems("  time: timestamp", "  time: timestamp\n  timeFormat: epoch-µs"))
        .containsExactly(
            "record.timeFormat: 'epoch-µs' is neither one of epoch-s, epoch-ms, epoch-us, epoch-ns,"
                + " iso nor a pattern");
    assertThat(problems("  time: timestamp", "  time: timestamp\n  timeFormat: HH:mm"))
        .containsExactly("record.timeFormat: 'HH:mm' doesn't tell a day; write e.g. yyyy-MM-dd");
  }

  @Test
  void rejectsATimeZoneThatIsNoneOrOfNoUse() {
    String iso = "  time: timestamp\n  timeFormat: iso\n  timeZone: ";

    assertThat(problems("  time: timestamp", iso + "Berlin"))
        .containsExactly(
            "record.timeZone: 'Berlin' is not a time zone; write e.g. Europe/Berlin, UTC or"
                + " +02:00");
    assertThat(problems("  time: timestamp", "  time: timestamp\n  timeZone: UTC"))
        .containsExactly(
            "record.timeZone: is for times written without an offset; add 'timeFormat: iso' or a"
                + " pattern like 'dd/MM/yyyy HH:mm', or leave it out");
  }

  @Test
  void theSimulatorWritesNoEpochs() {
    assertThat(problems("  time: timestamp", "  time: timestamp\n  timeFormat: epoch-us"))
        .containsExactly(
            "source.simulator: writes times in ISO 8601; leave 'record.timeFormat: epoch-us' out");
  }

  @Test
  void rejectsAnEmptyType() {
    assertThat(problems("    data: {type: double", "    data: {type: "))
        .containsExactly("record.schema.data.type: needs a text, but is empty");
  }
}
