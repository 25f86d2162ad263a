package dev.sluice.localaws.esm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.localaws.kinesis.log.StoredRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Optional;

/** Writes the events that Lambda makes of a Kinesis shard's records. */
final class KinesisEvents {
  /** A little below 6 MB: the envelope, a window's bounds and flags go in too. */
  static final int SIZE_LIMIT = 6 * 1024 * 1024 - 4096;

  private static final JsonFactory FACTORY = new ObjectMapper().getFactory();
  private static final int ESCAPED = 6;

  private final String streamArn;
  private final String shard;
  private final String region;
  private final String identity;

  KinesisEvents(String streamArn, String shard, String function) {
    this.streamArn = streamArn;
    this.shard = shard;
    String[] parts = streamArn.split(":", -1);
    this.region = parts[3];
    this.identity = "arn:aws:iam::" + parts[4] + ":role/" + function + "-role";
  }

  /** At least as many bytes as the record takes in an event. */
  int sizeOf(StoredRecord record) {
    int base64 = (record.data().length + 2) / 3 * 4;
    int fixed = 420 + 2 * shard.length() + 2 * streamArn.length() + identity.length();
    return base64
        + fixed
        + 2 * record.sequenceNumber().length()
        + ESCAPED * record.partitionKey().length();
  }

  byte[] write(Batch batch, Optional<Window> window) {
    int size = 1024 + batch.records().stream().mapToInt(this::sizeOf).sum();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(size);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeArrayFieldStart("Records");
      for (StoredRecord record : batch.records()) {
        write(json, record);
      }
      json.writeEndArray();
      if (window.isPresent()) {
        write(json, window.get(), batch);
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void write(JsonGenerator json, StoredRecord record) throws IOException {
    json.writeStartObject();
    json.writeObjectFieldStart("kinesis");
    json.writeStringField("kinesisSchemaVersion", "1.0");
    json.writeStringField("partitionKey", record.partitionKey());
    json.writeStringField("sequenceNumber", record.sequenceNumber());
    json.writeBinaryField("data", record.data());
    json.writeFieldName("approximateArrivalTimestamp");
    json.writeNumber(BigDecimal.valueOf(record.arrival().toEpochMilli(), 3));
    json.writeEndObject();
    json.writeStringField("eventSource", "aws:kinesis");
    json.writeStringField("eventVersion", "1.0");
    json.writeStringField("eventID", shard + ":" + record.sequenceNumber());
    json.writeStringField("eventName", "aws:kinesis:record");
    json.writeStringField("invokeIdentityArn", identity);
    json.writeStringField("awsRegion", region);
    json.writeStringField("eventSourceARN", streamArn);
    json.writeEndObject();
  }

  private void write(JsonGenerator json, Window window, Batch batch) throws IOException {
    json.writeObjectFieldStart("window");
    json.writeStringField("start", window.start().toString());
    json.writeStringField("end", window.end().toString());
    json.writeEndObject();
    json.writeFieldName("state");
    json.writeRawValue(window.state());
    json.writeStringField("shardId", shard);
    json.writeStringField("eventSourceARN", streamArn);
    json.writeBooleanField("isFinalInvokeForWindow", batch.ending().isPresent());
    json.writeBooleanField(
        "isWindowTerminatedEarly",
        batch.ending().filter(Batch.Ending.TERMINATED_EARLY::equals).isPresent());
  }
}
