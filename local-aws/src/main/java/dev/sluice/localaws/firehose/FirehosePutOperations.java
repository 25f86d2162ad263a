package dev.sluice.localaws.firehose;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.fault.FaultPlan.CallFault;
import dev.sluice.localaws.http.AwsException;
import dev.sluice.localaws.http.JsonService;
import dev.sluice.localaws.http.LostAnswerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Writing records. A call is checked whole before anything of it is buffered. */
final class FirehosePutOperations {
  private static final int MAX_RECORDS = 500;
  private static final long MAX_BYTES = 4L << 20;
  private static final String UNAVAILABLE = "ServiceUnavailableException";
  private static final String SLOW_DOWN = "Slow down.";

  private final DeliveryStreams streams;
  private final FaultPlan faults;

  FirehosePutOperations(DeliveryStreams streams, FaultPlan faults) {
    this.streams = streams;
    this.faults = faults;
  }

  void addTo(JsonService service) {
    service.on("PutRecord", this::putRecord).on("PutRecordBatch", this::putBatch);
  }

  private JsonNode putRecord(ObjectNode input) {
    DeliveryStream stream = stream(input);
    byte[] data = FirehoseInput.data(input.path("Record"), "record");
    CallFault fault = begin();
    put(stream, List.of(data));
    loseAnswer(fault);
    return object().put("RecordId", recordId()).put("Encrypted", false);
  }

  private JsonNode putBatch(ObjectNode input) {
    DeliveryStream stream = stream(input);
    List<byte[]> records = records(input.path("Records"));
    CallFault fault = begin();
    ObjectNode output = object();
    ArrayNode responses = output.putArray("RequestResponses");
    List<byte[]> taken = new ArrayList<>();
    for (byte[] record : records) {
      if (faults.failsRecord()) {
        responses.addObject().put("ErrorCode", UNAVAILABLE).put("ErrorMessage", SLOW_DOWN);
      } else {
        taken.add(record);
        responses.addObject().put("RecordId", recordId());
      }
    }
    put(stream, taken);
    loseAnswer(fault);
    return output.put("FailedPutCount", records.size() - taken.size()).put("Encrypted", false);
  }

  private DeliveryStream stream(ObjectNode input) {
    DeliveryStream stream = streams.get(FirehoseInput.name(input));
    if (stream.settings().sourceStream().isPresent()) {
      throw AwsException.invalid(
          "InvalidArgumentException",
          "This operation is not permitted on KinesisStreamAsSource delivery stream type.");
    }
    return stream;
  }

  private static List<byte[]> records(JsonNode entries) {
    if (entries.isEmpty() || entries.size() > MAX_RECORDS) {
      throw FirehoseInput.constraint(
          entries.size() + " records",
          "records",
          entries.isEmpty()
              ? "have length greater than or equal to 1"
              : "have length less than or equal to " + MAX_RECORDS);
    }
    List<byte[]> records = new ArrayList<>(entries.size());
    long bytes = 0;
    for (JsonNode entry : entries) {
      byte[] data = FirehoseInput.data(entry, "records." + (records.size() + 1) + ".member");
      bytes += data.length;
      records.add(data);
    }
    if (bytes > MAX_BYTES) {
      throw AwsException.invalid(
          "InvalidArgumentException", "Records size exceeds 4 MB limit: " + bytes + " bytes");
    }
    return records;
  }

  private CallFault begin() {
    CallFault fault = faults.putCall();
    if (fault == CallFault.THROTTLE) {
      throw new AwsException(UNAVAILABLE, 503, SLOW_DOWN);
    }
    return fault;
  }

  private static void put(DeliveryStream stream, List<byte[]> records) {
    try {
      if (!stream.put(records)) {
        throw new AwsException(UNAVAILABLE, 503, SLOW_DOWN);
      }
    } catch (IOException e) {
      throw new AwsException("InternalFailure", 500, "Internal Service Failure: " + e.getMessage());
    }
  }

  private static void loseAnswer(CallFault fault) {
    if (fault == CallFault.ERROR_AFTER_STORING) {
      throw new AwsException("InternalFailure", 500, "Injected fault: stored, but answered so");
    }
    if (fault == CallFault.DROP_AFTER_STORING) {
      throw new LostAnswerException("PutRecordBatch");
    }
  }

  private static String recordId() {
    return UUID.randomUUID() + UUID.randomUUID().toString().replace("-", "");
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
