package dev.sluice.core.event;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Writes events as Lambda's event source mapping does; for tests of everything that reads them. */
public final class KinesisEventJson {
  private final String shardId;
  private final List<String> records = new ArrayList<>();
  private String tail = "";

  public KinesisEventJson(String shardId) {
    this.shardId = shardId;
  }

  /** Adds a record. */
  public KinesisEventJson add(
      String sequenceNumber, String partitionKey, byte[] payload, long arrivalMillis) {
    String base64 = Base64.getEncoder().encodeToString(payload);
    String arrival = BigDecimal.valueOf(arrivalMillis, 3).toPlainString();
    return addRaw(sequenceNumber, partitionKey, base64, arrival);
  }

  /** Adds a record of text. */
  public KinesisEventJson add(String sequenceNumber, String payload, long arrivalMillis) {
    return add(sequenceNumber, "key", payload.getBytes(StandardCharsets.UTF_8), arrivalMillis);
  }

  /** Adds a record whose data and arrival are written as they are. */
  public KinesisEventJson addRaw(
      String sequenceNumber, String partitionKey, String data, String arrival) {
    records.add(
        """
        {"kinesis":{"kinesisSchemaVersion":"1.0","partitionKey":"%s","sequenceNumber":"%s",\
        "data":"%s","approximateArrivalTimestamp":%s},"eventSource":"aws:kinesis",\
        "eventVersion":"1.0","eventID":"%s:%s","eventName":"aws:kinesis:record",\
        "awsRegion":"eu-central-1","eventSourceARN":"arn:aws:kinesis:eu-central-1:1:stream/s"}\
        """
            .formatted(partitionKey, sequenceNumber, data, arrival, shardId, sequenceNumber));
    return this;
  }

  /** Adds what comes after the records if the mapping has a tumbling window. */
  public KinesisEventJson window(String start, String end, String state, boolean isFinal) {
    tail =
        """
        ,"window":{"start":"%s","end":"%s"},"state":%s,"shardId":"%s",\
        "eventSourceARN":"arn:aws:kinesis:eu-central-1:1:stream/s",\
        "isFinalInvokeForWindow":%s,"isWindowTerminatedEarly":false\
        """
            .formatted(start, end, state, shardId, isFinal);
    return this;
  }

  /** The event. */
  public byte[] bytes() {
    return ("{\"Records\":[" + String.join(",", records) + "]" + tail + "}")
        .getBytes(StandardCharsets.UTF_8);
  }
}
