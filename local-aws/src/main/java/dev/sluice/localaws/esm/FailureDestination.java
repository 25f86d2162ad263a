package dev.sluice.localaws.esm;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.localaws.esm.EventSourceMapping.ObjectPut;
import dev.sluice.localaws.http.Account;
import dev.sluice.localaws.kinesis.log.StoredRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;

/**
 * Writes invocation records of discarded batches, with their whole event, to S3.
 *
 * <p>Source of the key and of the format: "Retain discarded batch records for a Kinesis Data
 * Streams event source in Lambda". Deviation: the UUID at a key's end is made from the batch, so
 * that the same run writes the same keys.
 */
final class FailureDestination {
  private static final DateTimeFormatter KEY_DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter KEY_TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH.mm.ss").withZone(ZoneOffset.UTC);
  private static final JsonFactory FACTORY = new JsonFactory();

  private final MappingSettings settings;
  private final String streamArn;
  private final String shard;
  private final ObjectPut put;

  FailureDestination(MappingSettings settings, String streamArn, String shard, ObjectPut put) {
    this.settings = settings;
    this.streamArn = streamArn;
    this.shard = shard;
    this.put = put;
  }

  void send(Discard discard, byte[] event, Instant now) {
    settings
        .onError()
        .bucket()
        .ifPresent(bucket -> put.put(bucket, key(discard, now), record(discard, event, now)));
  }

  private String key(Discard discard, Instant now) {
    return "aws/lambda/%s/%s/%s/%s-%s"
        .formatted(
            settings.uuid(),
            shard,
            KEY_DAY.format(now),
            KEY_TIME.format(now),
            id(discard, now, "key"));
  }

  private UUID id(Discard discard, Instant now, String purpose) {
    String first =
        discard.records().isEmpty() ? "window" : discard.records().get(0).sequenceNumber();
    String seed = String.join(":", purpose, shard, first, now.toString());
    return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8));
  }

  private byte[] record(Discard discard, byte[] event, Instant now) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(event.length + 2048);
    try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
      json.writeStartObject();
      writeContexts(json, discard, now);
      json.writeStringField("version", "1.0");
      json.writeStringField("timestamp", now.toString());
      writeBatchInfo(json, discard.records());
      json.writeStringField("payload", new String(event, StandardCharsets.UTF_8));
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void writeContexts(JsonGenerator json, Discard discard, Instant now) throws IOException {
    json.writeObjectFieldStart("requestContext");
    json.writeStringField("requestId", id(discard, now, "request").toString());
    json.writeStringField("functionArn", Account.LOCAL.functionArn(settings.function()));
    json.writeStringField("condition", discard.condition());
    json.writeNumberField("approximateInvokeCount", discard.attempts());
    json.writeEndObject();
    json.writeObjectFieldStart("responseContext");
    json.writeNumberField("statusCode", 200);
    json.writeStringField("executedVersion", "$LATEST");
    json.writeStringField("functionError", "Unhandled");
    json.writeEndObject();
  }

  private void writeBatchInfo(JsonGenerator json, List<StoredRecord> records) throws IOException {
    json.writeObjectFieldStart("KinesisBatchInfo");
    json.writeStringField("shardId", shard);
    if (!records.isEmpty()) {
      StoredRecord first = records.get(0);
      StoredRecord last = records.get(records.size() - 1);
      json.writeStringField("startSequenceNumber", first.sequenceNumber());
      json.writeStringField("endSequenceNumber", last.sequenceNumber());
      json.writeStringField("approximateArrivalOfFirstRecord", first.arrival().toString());
      json.writeStringField("approximateArrivalOfLastRecord", last.arrival().toString());
    }
    json.writeNumberField("batchSize", records.size());
    json.writeStringField("streamArn", streamArn);
    json.writeEndObject();
  }
}
