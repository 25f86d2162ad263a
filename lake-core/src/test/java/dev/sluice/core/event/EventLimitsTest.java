package dev.sluice.core.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and numbers that Lambda never writes, at the limits of what is read. */
class EventLimitsTest {
  private final KinesisEventReader reader = new KinesisEventReader();

  /** The scanner passed over names for which the parser refuses an event. */
  @ParameterizedTest
  @ValueSource(ints = {256, 257, 50_000, 50_001, 200_000})
  void aNameIsNotTooLongForOneOfBothWaysOnly(int length) throws IOException {
    String field = "\"" + "n".repeat(length) + "\":\"x\",";
    for (byte[] event : new byte[][] {event(field, "", "1780272000"), event("", field, "1.5")}) {
      assertThat(outcome(event, true))
          .isEqualTo(outcome(event, false))
          .startsWith(length > 50_000 ? "Not a Kinesis event: it is not valid JSON" : "1 record");
    }
  }

  /** Its lowest bits were taken, so that the record arrived at any time. */
  @ParameterizedTest
  @ValueSource(
      strings = {"1e30", "-1e99", "9223372036854775.808", "9999999999999999", "1e99999999999"})
  void anArrivalThatIsNoTimeIsRefused(String seconds) {
    byte[] event = event("", "", seconds);

    assertThatThrownBy(() -> read(event, true))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageContaining("approximateArrivalTimestamp is out of range");
  }

  /** It took minutes to find the digits that an exponent stands for. */
  @Test
  @Timeout(10)
  void anExponentIsNotWrittenOut() throws IOException {
    assertThat(outcome(event("", "", "1e20000000"), true)).contains("out of range");
    assertThat(outcome(event("", "", "1e-20000000"), true)).isEqualTo("1 record of 0");
    assertThat(outcome(event("", "", "0e20000000"), true)).isEqualTo("1 record of 0");
  }

  @ParameterizedTest
  @CsvSource({
    "9223372036854775.807, 9223372036854775807",
    "0.0005, 1",
    "0.0004, 0",
    "-0.0006, -1",
    "1.5e9, 1500000000000",
    "15e-1, 1500"
  })
  void otherFormsOfNumbersAreRead(String seconds, long millis) throws IOException {
    assertThat(outcome(event("", "", seconds), true)).isEqualTo("1 record of " + millis);
  }

  private String outcome(byte[] event, boolean scans) throws IOException {
    try {
      RecordBatch batch = read(event, scans);
      return batch.size() + " record of " + batch.arrivalMillis(0);
    } catch (MalformedEventException e) {
      return e.getMessage();
    }
  }

  private RecordBatch read(byte[] event, boolean scans) throws IOException {
    ByteArrayInputStream in = new ByteArrayInputStream(event);
    return scans ? reader.read(in) : reader.parse(EventBytes.of(in));
  }

  private static byte[] event(String ofRecord, String ofKinesis, String seconds) {
    String kinesis =
        ofKinesis
            + "\"partitionKey\":\"wt-1\",\"sequenceNumber\":\"49\",\"data\":\"e30=\","
            + "\"approximateArrivalTimestamp\":"
            + seconds;
    String record = ofRecord + "\"eventID\":\"shardId-000000000001:49\"";
    return ("{\"Records\":[{" + record + ",\"kinesis\":{" + kinesis + "}}]}")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
