package dev.sluice.localaws.kinesis;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.localaws.fault.FaultPlan;
import dev.sluice.localaws.fault.FaultPlan.CallFault;
import dev.sluice.localaws.http.AwsException;
import dev.sluice.localaws.http.JsonService;
import dev.sluice.localaws.http.LostAnswerException;
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

  private static KinesisStream.Put entry(JsonNode record, String path) {
    return new KinesisStream.Put(
        KinesisInput.partitionKey(record, path),
        KinesisInput.explicitHash(record),
        KinesisInput.data(record, path));
  }

  private JsonNode putRecord(ObjectNode input) {
    KinesisStream stream = streams.stream(KinesisInput.streamName(input));
    KinesisStream.Put entry = entry(input, "");
    CallFault fault = faults.putCall();
    if (fault == CallFault.THROTTLE) {
      throw AwsException.invalid(THROTTLED, rateExceeded(stream, "of an injected fault"));
    }
    PutOutcome outcome = stream.put(List.of(entry)).get(0);
    if (outcome instanceof PutOutcome.Throttled) {
      throw AwsException.invalid(THROTTLED, rateExceeded(stream, outcome.shardId()));
    }
    if (outcome instanceof PutOutcome.NotStored failed) {
      throw new AwsException("InternalFailure", 500, notStored(failed));
    }
    stream.tellListeners();
    loseAnswer(fault);
    return StreamOperations.object()
        .put("ShardId", outcome.shardId())
        .put("SequenceNumber", ((PutOutcome.Stored) outcome).sequenceNumber())
        .put("EncryptionType", "NONE");
  }

  private JsonNode putRecords(ObjectNode input) {
    KinesisStream stream = streams.stream(KinesisInput.streamName(input));
    List<KinesisStream.Put> entries = entries(input.path("Records"));
    CallFault fault = faults.putCall();
    ObjectNode output = StreamOperations.object();
    ArrayNode results = output.putArray("Records");
    List<KinesisStream.Put> taken = new ArrayList<>(entries.size());
    List<ObjectNode> resultsOfTaken = new ArrayList<>(entries.size());
    for (KinesisStream.Put entry : entries) {
      ObjectNode result = results.addObject();
      if (!injectedFailure(stream, fault, result)) {
        taken.add(entry);
        resultsOfTaken.add(result);
      }
    }
    int stored = put(stream, taken, resultsOfTaken);
    output.put("FailedRecordCount", entries.size() - stored).put("EncryptionType", "NONE");
    if (stored > 0) {
      stream.tellListeners();
    }
    loseAnswer(fault);
    return output;
  }

  private boolean injectedFailure(KinesisStream stream, CallFault fault, ObjectNode result) {
    if (fault == CallFault.THROTTLE) {
      result.put("ErrorCode", THROTTLED);
      result.put("ErrorMessage", rateExceeded(stream, "of an injected fault"));
      return true;
    }
    if (faults.failsRecord()) {
      result.put("ErrorCode", "InternalFailure").put("ErrorMessage", "Internal Service Failure");
      return true;
    }
    return false;
  }

  /** Returns how many were stored. */
  private int put(KinesisStream stream, List<KinesisStream.Put> taken, List<ObjectNode> results) {
    List<PutOutcome> outcomes = stream.put(taken);
    int stored = 0;
    for (int i = 0; i < outcomes.size(); i++) {
      ObjectNode result = results.get(i);
      PutOutcome outcome = outcomes.get(i);
      if (outcome instanceof PutOutcome.Stored done) {
        result.put("SequenceNumber", done.sequenceNumber()).put("ShardId", done.shardId());
        stored++;
      } else if (outcome instanceof PutOutcome.NotStored failed) {
        result.put("ErrorCode", "InternalFailure").put("ErrorMessage", notStored(failed));
      } else {
        result.put("ErrorCode", THROTTLED);
        result.put("ErrorMessage", rateExceeded(stream, outcome.shardId()));
      }
    }
    return stored;
  }

  private static String notStored(PutOutcome.NotStored failed) {
    return "Internal Service Failure: " + failed.reason();
  }

  private static List<KinesisStream.Put> entries(JsonNode records) {
    if (records.isEmpty() || records.size() > MAX_RECORDS) {
      throw KinesisInput.invalid(
          records.size() + " records",
          "records",
          records.isEmpty()
              ? "have length greater than or equal to 1"
              : "have length less than or equal to " + MAX_RECORDS);
    }
    List<KinesisStream.Put> entries = new ArrayList<>(records.size());
    long bytes = 0;
    for (JsonNode record : records) {
      KinesisStream.Put entry = entry(record, "records." + (entries.size() + 1) + ".member.");
      bytes += entry.data().length + entry.partitionKey().length();
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
