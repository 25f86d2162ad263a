package dev.sluice.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.alert.memory.WindowState;
import dev.sluice.core.alert.rule.BoundRules;
import dev.sluice.core.alert.rule.ViolationFinder;
import dev.sluice.core.event.KinesisEventJson;
import dev.sluice.core.event.KinesisEventReader;
import dev.sluice.core.event.RecordBatch;
import dev.sluice.core.lake.InMemoryObjectStore;
import dev.sluice.core.pipeline.AlertRule;
import dev.sluice.core.pipeline.Band;
import dev.sluice.core.pipeline.Condition;
import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.Packing;
import dev.sluice.core.pipeline.PartitionField;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RawLayout;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.Schema;
import dev.sluice.core.pipeline.StreamSpec;
import dev.sluice.core.pipeline.TimeFormat;
import dev.sluice.core.pipeline.TimeFormat.Form;
import dev.sluice.core.raw.RawBatchWriter;
import dev.sluice.core.trusted.flaw.CastFlaw;
import dev.sluice.core.trusted.read.CastRules;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

/** A record's time means the same moment wherever it is read. */
class TimesReadAlikeTest {
  private static final Instant ARRIVAL = Instant.parse("2026-06-01T12:00:00Z");
  private static final DateTimeFormatter HOUR =
      DateTimeFormatter.ofPattern("'year='yyyy'/month='MM'/day='dd'/hour='HH")
          .withZone(ZoneOffset.UTC);

  @ParameterizedTest
  @CsvFileSource(resources = "/odd-times.csv", delimiter = '|', quoteCharacter = '"')
  void inRawAndAlerts(String json, Instant moment) throws IOException {
    Instant expected = moment == null ? ARRIVAL : moment;

    assertThat(rawHour(json)).isEqualTo(HOUR.format(expected));
    assertThat(alertTime(json)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvFileSource(resources = "/odd-times.csv", delimiter = '|', quoteCharacter = '"')
  void aTextIsCastToTheSameTime(String json, Instant moment) {
    CastRules casts = new CastRules();
    String text = json.replace("'", "");

    CastFlaw flaw = casts.cast(FieldType.TIMESTAMP, text.toCharArray(), 0, text.length());

    assertThat(flaw == CastFlaw.NONE ? Instant.ofEpochMilli(casts.bits()) : null).isEqualTo(moment);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "epoch-us         | 1780272010250000        | 2026-06-01T00:00:10.25Z",
        "epoch-us         | '1780272010250000'      | 2026-06-01T00:00:10.25Z",
        "epoch-ns         | 1780272010250000000     | 2026-06-01T00:00:10.25Z",
        "epoch-ms         | 1780272010250           | 2026-06-01T00:00:10.25Z",
        "epoch-s          | 1780272010.25           | 2026-06-01T00:00:10.25Z",
        "iso              | '2026-06-01T02:00:10'   | 2026-06-01T00:00:10Z",
        "dd/MM/yyyy HH:mm | '01/06/2026 02:00'      | 2026-06-01T00:00:00Z",
        "d/M/yyyy H:mm    | '1/6/2026 2:00'         | 2026-06-01T00:00:00Z",
        "epoch-us         | '2026-06-01T00:00:10Z'  | 2026-06-01T12:00:00Z",
        "iso              | 1780272010              | 2026-06-01T12:00:00Z",
      },
      quoteCharacter = '"')
  void asTheSchemaSaysThatTimesAreWritten(String format, String json, Instant expected)
      throws IOException {
    Form form = Form.of(format);
    boolean isText = form == Form.ISO || form == Form.PATTERN;
    Pipeline pipeline =
        pipeline(
            FieldType.TIMESTAMP,
            new TimeFormat(
                form,
                form == Form.PATTERN ? format : "",
                Optional.of(ZoneId.of("Europe/Berlin")).filter(zone -> isText)));

    assertThat(rawHour(pipeline, json)).isEqualTo(HOUR.format(expected));
    assertThat(alertTime(pipeline, json)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-06-01T12:10:00Z, 2026-06-01T12:10:00Z",
    "2026-06-01T13:00:00Z, 2026-06-01T12:00:00Z",
    "2026-05-25T12:00:00Z, 2026-05-25T12:00:00Z",
    "2026-05-25T11:00:00Z, 2026-06-01T12:00:00Z",
  })
  void aTimeFarFromArrivalIsBelievedNowhere(String text, Instant expected) throws IOException {
    assertThat(rawHour("'" + text + "'")).isEqualTo(HOUR.format(expected));
    assertThat(alertTime("'" + text + "'")).isEqualTo(expected);
  }

  @Test
  void aDateCountsFromMidnightOfItsDay() {
    EventTime time = EventTime.of(pipeline(FieldType.DATE));

    assertThat(time.believed(EventTime.parse("2026-06-01T09:30:00Z"), ARRIVAL.toEpochMilli()))
        .isEqualTo(Instant.parse("2026-06-01T00:00:00Z").toEpochMilli());
  }

  private static String rawHour(String json) throws IOException {
    return rawHour(pipeline(FieldType.TIMESTAMP), json);
  }

  private static String rawHour(Pipeline pipeline, String json) throws IOException {
    InMemoryObjectStore store = new InMemoryObjectStore();
    new RawBatchWriter(pipeline, store).write(batch(json));
    String key = store.keys().get(0);
    return key.substring("raw/sensors/".length(), key.lastIndexOf('/'));
  }

  private static Instant alertTime(String json) throws IOException {
    return alertTime(pipeline(FieldType.TIMESTAMP), json);
  }

  private static Instant alertTime(Pipeline pipeline, String json) throws IOException {
    BoundRules rules = BoundRules.bind(pipeline);
    WindowState state = new WindowState(1 << 16, rules.newMemories(1 << 16));
    ViolationFinder finder = new ViolationFinder(rules, batch(json), state, new TreeMap<>());
    assertThat(finder.find(0)).isTrue();
    return finder.found().stream()
        .map(each -> each.moment().time())
        .map(Instant::ofEpochMilli)
        .toList()
        .get(0);
  }

  private static RecordBatch batch(String json) throws IOException {
    String record = "{'id':'a','time':%s,'data':2}".formatted(json).replace('\'', '"');
    KinesisEventJson event =
        new KinesisEventJson("shardId-000000000000").add("1", record, ARRIVAL.toEpochMilli());
    return new KinesisEventReader().read(new ByteArrayInputStream(event.bytes()));
  }

  private static Pipeline pipeline(FieldType time) {
    return pipeline(time, TimeFormat.USUAL);
  }

  private static Pipeline pipeline(FieldType time, TimeFormat format) {
    RawLayout layout =
        new RawLayout(
            "raw/sensors",
            List.copyOf(EnumSet.range(PartitionField.YEAR, PartitionField.HOUR)),
            RawLayout.Style.HIVE,
            Optional.of(Duration.ofDays(7)),
            Duration.ofMinutes(10));
    Schema schema =
        new Schema(
            List.of(
                new Field("id", FieldType.STRING, true),
                new Field("time", time, false),
                new Field("data", FieldType.DOUBLE, false)));
    AlertRule rule =
        new AlertRule(
            "high",
            AlertRule.Severity.WARNING,
            AlertRule.Mode.LIVE,
            new Condition.OutsideBand("data", Band.upTo(1)),
            "{data}");
    RecordSpec record =
        new RecordSpec(RecordSpec.Id.of("id"), "time", "id", schema, format, Packing.PLAIN);
    return Pipeline.streaming(
        "sensors", null, new StreamSpec(record, List.of(rule), layout), List.of(), List.of());
  }
}
