package dev.sluice.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.pipeline.Field;
import dev.sluice.core.pipeline.FieldType;
import dev.sluice.core.pipeline.RecordSpec;
import dev.sluice.core.pipeline.Schema;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordScannerTest {
  private static final String GOOD =
      "{\"id\":\"a\",\"key\":\"wt\",\"time\":\"2026-06-01T00:00:10Z\",\"data\":1.5}";
  private final RecordScanner scanner = new RecordScanner(spec(true));

  @Test
  void findsTheTime() {
    RecordScan scan = scan(GOOD);

    assertThat(scan.rejection()).isNull();
    assertThat(scan.isValid()).isTrue();
    assertThat(scan.time()).isEqualTo(RecordScan.Time.PARSED);
    assertThat(Instant.ofEpochMilli(scan.timeMillis())).isEqualTo("2026-06-01T00:00:10Z");
  }

  @ParameterizedTest
  @CsvSource({"3.4028235e38, true", "-3.4028235E38, true", "3.4028236e38, false"})
  void theLargestFloatAsItIsWrittenIsAFloat(String number, boolean isFloat) {
    String payload = GOOD.replace("}", ",\"f\":" + number + "}");

    assertThat(scan(payload).isValid()).isEqualTo(isFloat);
  }

  @Test
  void scansASliceOnly() {
    byte[] bytes = ("}}" + GOOD + "{\u00e9").getBytes(StandardCharsets.UTF_8);

    assertThat(scanner.scan(bytes, 2, GOOD.length()).isValid()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"new\": {\"id\": 5, \"deep\": [[{}]]}, \"id\":\"a\",\"key\":\"k\",\"time\":1780272010}",
        "  {\"id\":\"\u00e9\\u0000\", \"key\":\"k\",\n \"time\":\"2026-06-01T00:00:10Z\"}\r\n ",
        "{\"id\":\"a\",\"key\":\"k\",\"time\":1780272010.0,\"data\":null,\"n\":null,\"ok\":null}",
        "{\"id\":\"a\",\"key\":\"k\",\"time\":\"2026-06-01T00:00:10Z\",\"day\":\"2026-06-01\"}",
        "{\"id\":\"b\",\"id\":\"a\",\"key\":\"k\",\"time\":5,\"time\":1780272010}",
      })
  void acceptsWhatTheSchemaAllows(String payload) {
    assertThat(scan(payload).rejection()).isNull();
    assertThat(scan(payload).timeMillis()).isEqualTo(1_780_272_010_000L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | empty",
        "`  ` | empty",
        "5 | not a JSON object",
        "[{}] | not a JSON object",
        "null | not a JSON object",
        "nonsense | not JSON",
        "{ | not JSON",
        "{\"id\":\"a\"  | not JSON",
        "{'id':'a'} | not JSON",
        "{\"data\":NaN} | not JSON",
        "{\"data\":01} | not JSON",
        "{\"x\":1,} | not JSON",
      })
  void rejectsWhatIsNoJsonObject(String payload, String reason) {
    assertRejected(payload, reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | field 'id' is missing or null",
        "{\"id\":null} | field 'id' is missing or null",
        "{\"id\":\"\",\"key\":\"k\",\"time\":1} | field 'id' is empty",
        "{\"id\":7,\"id\":\"a\"} | field 'id' is not a string",
        "{\"id\":\"a\",\"key\":[]} | field 'key' is not a string",
        "{\"id\":\"a\",\"key\":\"k\"} | field 'time' is missing or null",
        "{\"id\":\"a\",\"key\":\"k\",\"time\":null} | field 'time' is missing or null",
        "{\"data\":\"1.5\"} | field 'data' is not a finite number of 64 bits",
        "{\"data\":1e400} | field 'data' is not a finite number of 64 bits",
        "{\"f\":1e39} | field 'f' is not a finite number of 32 bits",
        "{\"f\":-1e39} | field 'f' is not a finite number of 32 bits",
        "{\"n\":2147483648} | field 'n' is not a whole number of 32 bits",
        "{\"n\":1.5} | field 'n' is not a whole number of 32 bits",
        "{\"n\":2.147483648e9} | field 'n' is not a whole number of 32 bits",
        "{\"l\":1e19} | field 'l' is not a whole number of 64 bits",
        "{\"l\":\"1\"} | field 'l' is not a whole number of 64 bits",
        "{\"n\":1e-1} | field 'n' is not a whole number of 32 bits",
        "{\"l\":9223372036854775808} | field 'l' is not a whole number of 64 bits",
        "{\"ok\":\"true\"} | field 'ok' is not true or false",
        "{\"day\":\"2026-02-30\"} | field 'day' is not a date yyyy-MM-dd",
        "{\"day\":\"1780272010\"} | field 'day' is not a date yyyy-MM-dd",
        "{\"day\":20260601} | field 'day' is not a date yyyy-MM-dd",
      })
  void rejectsWhatTheSchemaForbids(String payload, String reason) {
    assertRejected(payload, reason);
  }

  private void assertRejected(String payload, String reason) {
    RecordScan scan = scan(payload == null ? "" : payload);

    assertThat(scan.isValid()).isFalse();
    assertThat(scan.rejection()).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "{}", "[", " \u0001", "\ufeff"})
  void rejectsAnythingAfterTheObject(String tail) {
    assertThat(scan(GOOD + tail).isValid()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"21.0", "1e3", "-0.0", "1.50e1", "2147483647.0", "-2.147483648E9", "0.0e0"})
  void aWholeNumberMayBeWrittenWithAPointOrAnExponent(String number) {
    String fields = "\"n\":" + number + ",\"l\":" + number;

    assertThat(scan(GOOD.replace("\"data\":1.5", fields)).rejection()).isNull();
  }

  @Test
  void rejectsLineBreaksWithinStrings() {
    assertRejected("{\"id\":\"a\nb\"}", "not JSON");
    assertRejected("{\"unknown\":[\"a\rb\"]}", "not JSON");
  }

  @Test
  void rejectsOtherEncodings() {
    byte[] latin1 = GOOD.replace("wt", "\u00e9").getBytes(StandardCharsets.ISO_8859_1);

    assertThat(scanner.scan(latin1, 0, latin1.length).rejection()).isEqualTo("not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"soon\"", "true", "{\"a\":[1]}", "[]", "1e300", "\"2026-06-01T00:00\""})
  void timeThatIsNoneDoesNotReject(String time) {
    RecordScan scan = scan("{\"time\":" + time + ",\"id\":\"a\",\"key\":\"k\",\"data\":1}");

    assertThat(scan.rejection()).isNull();
    assertThat(scan.time()).isEqualTo(RecordScan.Time.UNPARSABLE);
  }

  @Test
  void missingTimeRejectsOnlyIfRequired() {
    RecordScanner lenient = new RecordScanner(spec(false));
    byte[] absent = "{\"id\":\"a\",\"key\":\"k\"}".getBytes(StandardCharsets.UTF_8);
    byte[] isNull = "{\"id\":\"a\",\"key\":\"k\",\"time\":null}".getBytes(StandardCharsets.UTF_8);

    assertThat(lenient.scan(absent, 0, absent.length).time()).isEqualTo(RecordScan.Time.MISSING);
    assertThat(lenient.scan(isNull, 0, isNull.length).isValid()).isTrue();
    assertThat(lenient.scan(isNull, 0, isNull.length).time()).isEqualTo(RecordScan.Time.MISSING);
  }

  @Property(tries = 300)
  void truncatedPayloadIsRejected(@ForAll @IntRange(min = 0, max = 1000) int cut) {
    byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);

    assertThat(scanner.scan(bytes, 0, cut % bytes.length).isValid()).isFalse();
  }

  @Property(tries = 1000)
  void neverThrowsOnAnyBytes(@ForAll byte[] bytes, @ForAll @IntRange(max = 70) int at) {
    byte[] damaged = GOOD.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, damaged, at % damaged.length, length(bytes, damaged, at));

    scanner.scan(bytes, 0, bytes.length);
    scanner.scan(damaged, 0, damaged.length);
    assertThat(scan(GOOD).isValid()).isTrue();
  }

  private static int length(byte[] bytes, byte[] damaged, int at) {
    return Math.min(bytes.length, damaged.length - at % damaged.length);
  }

  private RecordScan scan(String payload) {
    byte[] bytes = payload.getBytes(StandardCharsets.UTF_8);
    return scanner.scan(bytes, 0, bytes.length);
  }

  private static RecordSpec spec(boolean timeRequired) {
    Schema schema =
        new Schema(
            List.of(
                new Field("id", FieldType.STRING, true),
                new Field("key", FieldType.STRING, true),
                new Field("time", FieldType.TIMESTAMP, timeRequired),
                new Field("data", FieldType.DOUBLE, false),
                new Field("f", FieldType.FLOAT, false),
                new Field("n", FieldType.INT, false),
                new Field("l", FieldType.LONG, false),
                new Field("ok", FieldType.BOOLEAN, false),
                new Field("day", FieldType.DATE, false)));
    return new RecordSpec("id", "time", "key", schema);
  }
}
