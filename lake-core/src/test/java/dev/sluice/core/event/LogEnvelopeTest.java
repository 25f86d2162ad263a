package dev.sluice.core.event;

import static dev.sluice.core.event.PackedRecordsTest.bytes;
import static dev.sluice.core.event.PackedRecordsTest.gzip;
import static dev.sluice.core.event.PackedRecordsTest.payloads;
import static dev.sluice.core.event.PackedRecordsTest.problems;
import static dev.sluice.core.event.PackedRecordsTest.read;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.pipeline.Packing;
import dev.sluice.core.pipeline.Packing.Compression;
import dev.sluice.core.pipeline.Packing.Envelope;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogEnvelopeTest {
  private static final Packing LOGS = new Packing(Compression.AUTO, Envelope.CLOUDWATCH_LOGS);

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
                + "\",\"level\":\"INFO\",\"n\":1.10,\"at\":{\"x\":[1,2]},\"message_id\":\"order-7\","
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

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "'id':1,'message_id':2 | 'message_id':2,'message_message_id':1",
        "'message_id':2,'id':1 | 'message_id':2,'message_message_id':1",
        "'id':1,'id':3,'a':1,'a':2 | 'a':1,'a':2,'message_id':3",
        "'extra':1 | 'message_extra':1",
      })
  void noFieldOfAMessageTakesTheNameOfAnother(String given, String stored) {
    String message = "\"message\":\"{" + given.replace("'", "\\\"") + "}\"";
    String events = "{" + message + ",\"id\":\"9\",\"extra\":0},{\"id\":\"10\",\"message\":\"{}\"}";

    assertThat(
            payloads(
                read(
                    LOGS,
                    bytes("{\"messageType\":\"DATA_MESSAGE\",\"logEvents\":[" + events + "]}"))))
        .containsExactly(
            "{" + message + ",\"id\":\"9\",\"extra\":0," + stored.replace('\'', '"') + "}",
            "{\"id\":\"10\",\"message\":\"{}\"}");
  }

  @Test
  void aRejectedLogEventThatIsPutBackIsARecord() {
    String event = "{\"id\":\"1\",\"message\":\"{\\\"messageType\\\":\\\"DATA_MESSAGE\\\"}\"}";
    RecordBatch first =
        read(
            LOGS,
            gzip(
                "{\"messageType\":\"DATA_MESSAGE\",\"logGroup\":\"g\",\"logStream\":\"s\","
                    + "\"logEvents\":["
                    + event
                    + "]}"));
    String record = payloads(first).get(0);
    RecordBatch again = read(LOGS, bytes(record));

    assertThat(record).contains("\"messageType\":\"DATA_MESSAGE\"");
    assertThat(payloads(again)).containsExactly(record);
    assertThat(problems(again)).containsExactly("");
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
}
