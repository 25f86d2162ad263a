package dev.sluice.core.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.pipeline.Packing;
import dev.sluice.core.pipeline.Packing.Compression;
import dev.sluice.core.pipeline.Packing.Envelope;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedRecordsTest {
  private static final Packing AUTO = new Packing(Compression.AUTO, Envelope.NONE);
  private static final Packing LOGS = new Packing(Compression.AUTO, Envelope.CLOUDWATCH_LOGS);
  private static final String MARK = "\ufeff";

  @Test
  void gzipIsUnpackedAndPlainRecordsStayAsTheyAre() {
    RecordBatch batch = read(AUTO, gzip("{\"a\":1}"), bytes("{\"b\":2}"), gzip(""));

    assertThat(payloads(batch)).containsExactly("{\"a\":1}", "{\"b\":2}", "");
    assertThat(problems(batch)).containsOnly("");
  }

  @Test
  void severalMembersAreOneRecord() {
    byte[] members = join(gzip("{\"a\":"), gzip("\u00e9\ud83d\ude00".repeat(50_000)), gzip("}"));

    assertThat(payloads(read(AUTO, members)))
        .containsExactly("{\"a\":" + "\u00e9\ud83d\ude00".repeat(50_000) + "}");
  }

  @Test
  void aNameInTheHeaderIsPassedOver() {
    byte[] gzip = gzip("{}");
    byte[] named = join(Arrays.copyOf(gzip, 10), bytes("\u0002\u0000xya.json\u0000"));
    named[3] = 4 + 8;

    assertThat(payloads(read(AUTO, join(named, Arrays.copyOfRange(gzip, 10, gzip.length)))))
        .containsExactly("{}");
  }

  @Test
  void aRecordThatUnpacksToTooMuchCostsItself() {
    byte[] bomb = gzip("0".repeat(Unpacker.MOST_UNPACKED + 1));
    RecordBatch batch = read(AUTO, bytes("{}"), bomb, gzip("{}"));

    assertThat(problems(batch)).containsExactly("", "gzip: it unpacks to more than 10 MiB", "");
    assertThat(payloads(batch)).containsExactly("{}", new String(bomb, ISO_8859_1), "{}");
    assertThat(batch.data().length).isLessThan(4 * Unpacker.MOST_UNPACKED);
  }

  @Test
  void aBombInTheMembersOfAnAggregateCostsThoseBeyondTheLimit() {
    byte[] half = gzip("0".repeat(Unpacker.MOST_UNPACKED / 2));
    KplAggregateBytes aggregate = new KplAggregateBytes().partitionKey("key");
    IntStream.range(0, 4).forEach(i -> aggregate.record(0, -1, half));

    assertThat(problems(read(AUTO, aggregate.bytes())))
        .containsExactly(
            "", "", "gzip: it unpacks to more than 10 MiB", "gzip: it unpacks to more than 10 MiB");
  }

  @Test
  void aBatchThatUnpacksToTooMuchIsToComeInParts() {
    byte[] large = gzip("0".repeat(Unpacker.MOST_UNPACKED));

    assertThat(read(AUTO, large, large, large, large, large, large).size()).isEqualTo(6);
    assertThatThrownBy(() -> read(AUTO, large, large, large, large, large, large, large))
        .hasRootCauseInstanceOf(MalformedEventException.class)
        .hasMessageContaining("unpack to more than 64 MiB");
  }

  @Property(tries = 300)
  void damagedGzipCostsItselfAndIsKept(@ForAll @IntRange(max = 500) int at, @ForAll byte value) {
    byte[] gzip = gzip("{\"id\":\"a\",\"text\":\"%s\"}".formatted("ab".repeat(100)));
    byte[] damaged = gzip.clone();
    damaged[at % gzip.length] = value;

    for (byte[] each : List.of(damaged, Arrays.copyOf(gzip, at % gzip.length))) {
      RecordBatch batch = read(AUTO, each, bytes("{}"));

      assertThat(batch.size()).isEqualTo(2);
      assertThat(payloads(batch).get(1)).isEqualTo("{}");
      if (!problems(batch).get(0).isEmpty()) {
        assertThat(payloads(batch).get(0)).isEqualTo(new String(each, ISO_8859_1));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, gzip: it is cut short", "9, gzip: it is cut short"})
  void gzipThatIsCutIsNamed(int missing, String problem) {
    byte[] gzip = gzip("{}");

    assertThat(problems(read(AUTO, Arrays.copyOf(gzip, gzip.length - missing))))
        .containsExactly(problem);
  }

  @Test
  void whatIsBehindGzipIsNotLeftOut() {
    assertThat(problems(read(AUTO, join(gzip("{}"), bytes("{\"a\":1,\"b\":2}")))))
        .containsExactly("gzip: it is damaged (bytes that are not gzip follow it)");
  }

  @Test
  void whatMustBeGzipIsRejectedIfItIsNot() {
    Packing gzip = new Packing(Compression.GZIP, Envelope.NONE);

    assertThat(problems(read(gzip, bytes("{}"), gzip("{}"))))
        .containsExactly("not compressed with gzip, as 'record.compression: gzip' says", "");
  }

  @Test
  void aByteOrderMarkIsLeftOut() {
    RecordBatch batch = read(Packing.PLAIN, bytes(MARK + "{\"a\":1}"), bytes("{}"));

    assertThat(payloads(batch)).containsExactly("{\"a\":1}", "{}");
    assertThat(payloads(read(AUTO, gzip(MARK + "{}")))).containsExactly("{}");
  }

  @Test
  void eachLogEventIsARecord() throws IOException {
    byte[] message =
        gzip(
            """
            {"messageType":"DATA_MESSAGE","owner":"123456789012","logGroup":"/aws/lambda/orders",
             "logStream":"2026/06/01/[$LATEST]ab","subscriptionFilters":["all"],
             "logEvents":[
              {"id":"3195","timestamp":1780272010123,"message":"START RequestId: 4 \\u00e9\\ud83d"},
              {"id":"3196","timestamp":1780272010124,
               "message":"{\\"level\\":\\"INFO\\",\\"n\\":1.10,\\"id\\":\\"order-7\\",\\"at\\":{\\"x\\":[1,2]}}\\n"}]}
            """);
    RecordBatch batch = read(LOGS, message);

    assertThat(payloads(batch))
        .containsExactly(
            "{\"id\":\"3195\",\"timestamp\":1780272010123,\"message\":\"START RequestId: 4"
                + " \\u00e9\\ud83d\",\"owner\":\"123456789012\",\"logGroup\":\"/aws/lambda/orders\","
                + "\"logStream\":\"2026/06/01/[$LATEST]ab\"}",
            "{\"id\":\"3196\",\"timestamp\":1780272010124,\"message\":\"{\\\"level\\\":\\\"INFO\\\",\\\"n\\\":1.10,\\\"id\\\":\\\"order-7\\\",\\\"at\\\":{\\\"x\\\":[1,2]}}\\n"
                + "\",\"level\":\"INFO\",\"n\":1.10,\"message_id\":\"order-7\",\"at\":{\"x\":[1,2]},"
                + "\"owner\":\"123456789012\",\"logGroup\":\"/aws/lambda/orders\","
                + "\"logStream\":\"2026/06/01/[$LATEST]ab\"}");
    assertThat(batch.subSequence(0)).isZero();
    assertThat(batch.subSequence(1)).isEqualTo(1);
    assertThat(batch.sequenceNumber(1)).isEqualTo(batch.sequenceNumber(0));
  }

  @Test
  void theEnvelopesFieldsMayComeBehindItsEvents() {
    assertThat(
            payloads(
                read(
                    LOGS,
                    bytes(
                        "{\"logEvents\":[{\"id\":\"1\"},{}],\"owner\":\"9\","
                            + "\"messageType\":\"DATA_MESSAGE\"}"))))
        .containsExactly("{\"id\":\"1\",\"owner\":\"9\"}", "{\"owner\":\"9\"}");
  }

  @Test
  void aControlMessageIsPassedOverAndCounted() {
    RecordBatch batch =
        read(
            LOGS,
            gzip(
                "{\"messageType\":\"CONTROL_MESSAGE\",\"owner\":\"CloudwatchLogs\",\"logGroup\":\"\","
                    + "\"logStream\":\"\",\"subscriptionFilters\":[],\"logEvents\":[{\"id\":\"\",\"timestamp\":1,\"message\":\"CWL"
                    + " CONTROL MESSAGE: Checking health\"}]}"));

    assertThat(batch.size()).isZero();
    assertThat(batch.passedOver()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | not a message of CloudWatch Logs: it is not a JSON object",
        "[] | not a message of CloudWatch Logs: it is not a JSON object",
        "{} | not a message of CloudWatch Logs: it has no messageType",
        "{\"messageType\":1} | not a message of CloudWatch Logs: its messageType is neither"
            + " DATA_MESSAGE nor CONTROL_MESSAGE",
        "{\"messageType\":\"DATA_MESSAGE\"} | not a message of CloudWatch Logs: it has no"
            + " logEvents",
        "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[1]} | not a message of CloudWatch Logs: a"
            + " log event is not an object",
        "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{}]} x | not a message of CloudWatch"
            + " Logs: not JSON",
        "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{}]}{} | not a message of CloudWatch"
            + " Logs: there is something behind it",
        "{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[{\"id\":\"1\"},{\"id\" | not a message of"
            + " CloudWatch Logs: not JSON",
      })
  void whatIsNoEnvelopeIsOneRejectedRecord(String payload, String problem) {
    byte[] given = bytes(payload == null ? "" : payload);
    RecordBatch batch = read(LOGS, given, bytes("{\"messageType\":\"CONTROL_MESSAGE\"}"));

    assertThat(problems(batch)).containsExactly(problem);
    assertThat(payloads(batch)).containsExactly(new String(given, ISO_8859_1));
  }

  @Test
  void recordsOfManyEventsUnderALongNameAreBounded() {
    String name = "g".repeat(1 << 20);
    String events = "{\"id\":\"1\"},".repeat(99) + "{\"id\":\"1\"}";
    byte[] given =
        gzip(
            "{\"messageType\":\"DATA_MESSAGE\",\"logGroup\":\"%s\",\"logEvents\":[%s]}"
                .formatted(name, events));
    RecordBatch batch = read(LOGS, given);

    assertThat(problems(batch)).containsExactly("its log events come to more than 32 MiB");
    assertThat(payloads(batch)).containsExactly(new String(given, ISO_8859_1));
  }

  @Property(tries = 300)
  void anyMessageIsInItsRecord(@ForAll String message, @ForAll String field, @ForAll int value)
      throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    String object = mapper.writeValueAsString(Map.of(field, value));
    for (String each : List.of(message, object, "{" + message)) {
      String text = new String(each.getBytes(UTF_8), UTF_8);
      Map<String, Object> event = Map.of("id", "1", "timestamp", 5, "message", text);
      Map<String, Object> envelope =
          Map.of("messageType", "DATA_MESSAGE", "owner", "me", "logEvents", List.of(event));
      RecordBatch batch = read(LOGS, gzip(mapper.writeValueAsString(envelope)));

      assertThat(problems(batch)).containsExactly("");
      assertThat(mapper.readTree(payloads(batch).get(0)).path("message").asText()).isEqualTo(text);
    }
  }

  private static RecordBatch read(Packing packing, byte[]... payloads) {
    KinesisEventJson event = new KinesisEventJson("shardId-000000000000");
    for (int i = 0; i < payloads.length; i++) {
      event.add(Integer.toString(i + 1), "key", payloads[i], 1_780_272_010_000L);
    }
    try {
      return new KinesisEventReader(packing).read(new ByteArrayInputStream(event.bytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> payloads(RecordBatch batch) {
    return IntStream.range(0, batch.size())
        .mapToObj(
            i ->
                new String(
                    batch.data(),
                    batch.offset(i),
                    batch.length(i),
                    batch.undecodable(i).isPresent() ? ISO_8859_1 : UTF_8))
        .toList();
  }

  private static List<String> problems(RecordBatch batch) {
    return IntStream.range(0, batch.size()).mapToObj(i -> batch.undecodable(i).orElse("")).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(all::writeBytes);
    return all.toByteArray();
  }

  private static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
