package dev.sluice.local.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.local.fault.FaultPlan;
import dev.sluice.local.fault.FaultPlan.CallFault;
import dev.sluice.local.http.AwsException;
import dev.sluice.local.http.JsonService;
import dev.sluice.local.http.LostAnswerException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Writing records. A call is checked whole before anything of it is stored. */
final class PutOperations {
  private static final int MAX_RECORDS = 500;
  private static final long MAX_BYTES = 10L << 20;
  private static final String THROTTLED = "ProvisionedThroughputExceededException";

  private final KinesisStreams streams;
  private final FaultPlan faults;

  PutOperations(KinesisStreams streams, FaultPlan faults) {
    this.streams = streams;
    this.faults = faults;
  }

  void addTo(JsonService service) {
    service.on("PutRecord", this::putRecord).on("PutRecords", this::putRecords);
  }

  private record Entry(String key, BigInteger hash, byte[] data) {
    static Entry of(JsonNode record, String path) {
      return new Entry(
          KinesisInput.partitionKey(record, path),
          KinesisInput.explicitHash(record),
          KinesisInput.data(record, path));
    }
  }

  private JsonNode putRecord(ObjectNode input) {
    KinesisStream stream = streams.stream(KinesisInput.streamName(input));
    Entry entry = Entry.of(input, "");
    CallFault fault = faults.putCall();
    if (fault == CallFault.THROTTLE) {
      throw AwsException.invalid(THROTTLED, rateExceeded(stream, "of an injected fault"));
    }
    KinesisStream.Placed placed = stream.put(entry.key, entry.hash, entry.data);
    String number =
        placed
            .sequenceNumber()
            .orElseThrow(
                () -> AwsException.invalid(THROTTLED, rateExceeded(stream, placed.shardId())));
    stream.tellListeners();
    loseAnswer(fault);
    return StreamOperations.object()
        .put("ShardId", placed.shardId())
        .put("SequenceNumber", number)
        .put("EncryptionType", "NONE");
  }

  private JsonNode putRecords(ObjectNode input) {
    KinesisStream stream = streams.stream(KinesisInput.streamName(input));
    List<Entry> entries = entries(input.path("Records"));
    CallFault fault = faults.putCall();
    ObjectNode output = StreamOperations.object();
    ArrayNode results = output.putArray("Records");
    int failed = 0;
    for (Entry entry : entries) {
      failed += put(stream, entry, fault, results.addObject()) ? 0 : 1;
    }
    output.put("FailedRecordCount", failed).put("EncryptionType", "NONE");
    if (failed < entries.size()) {
      stream.tellListeners();
    }
    loseAnswer(fault);
    return output;
  }

  private boolean put(KinesisStream stream, Entry entry, CallFault fault, ObjectNode result) {
    if (fault == CallFault.THROTTLE) {
      result.put("ErrorCode", THROTTLED);
      result.put("ErrorMessage", rateExceeded(stream, "of an injected fault"));
      return false;
    }
    if (faults.failsRecord()) {
      result.put("ErrorCode", "InternalFailure").put("ErrorMessage", "Internal Service Failure");
      return false;
    }
    KinesisStream.Placed placed = stream.put(entry.key, entry.hash, entry.data);
    if (placed.sequenceNumber().isEmpty()) {
      result.put("ErrorCode", THROTTLED);
      result.put("ErrorMessage", rateExceeded(stream, placed.shardId()));
      return false;
    }
    result.put("SequenceNumber", placed.sequenceNumber().get()).put("ShardId", placed.shardId());
    return true;
  }

  private static List<Entry> entries(JsonNode records) {
    if (records.isEmpty() || records.size() > MAX_RECORDS) {
      throw KinesisInput.invalid(
          records.size() + " records",
          "records",
          records.isEmpty()
              ? "have length greater than or equal to 1"
              : "have length less than or equal to " + MAX_RECORDS);
    }
    List<Entry> entries = new ArrayList<>(records.size());
    long bytes = 0;
    for (JsonNode record : records) {
      Entry entry = Entry.of(record, "records." + (entries.size() + 1) + ".member.");
      bytes += entry.data.length + entry.key.length();
      entries.add(entry);
    }
    if (bytes > MAX_BYTES) {
      throw AwsException.invalid(
          "InvalidArgumentException", "Records size exceeds 10 MB limit: " + bytes + " bytes");
    }
    return entries;
  }

  private static void loseAnswer(CallFault fault) {
    if (fault == CallFault.ERROR_AFTER_STORING) {
      throw new AwsException("InternalFailure", 500, "Injected fault: stored, but answered so");
    }
    if (fault == CallFault.DROP_AFTER_STORING) {
      throw new LostAnswerException("PutRecords");
    }
  }

  private String rateExceeded(KinesisStream stream, String shardId) {
    return "Rate exceeded for shard %s in stream %s under account %s."
        .formatted(shardId, stream.name(), streams.account().id());
  }
}
