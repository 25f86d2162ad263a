package dev.sluice.aws.produce;

import dev.sluice.core.produce.deliver.Entry;
import dev.sluice.core.produce.deliver.RecordStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequestEntry;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

/** A Kinesis data stream. The client must not retry by itself: a batch is sent once. */
public final class KinesisRecordStream implements RecordStream {
  private final KinesisClient kinesis;
  private final String stream;

  public KinesisRecordStream(KinesisClient kinesis, String stream) {
    this.kinesis = kinesis;
    this.stream = stream;
  }

  @Override
  public List<Outcome> put(List<Entry> batch) {
    try {
      return send(batch).stream().map(KinesisRecordStream::outcome).toList();
    } catch (AwsServiceException e) {
      return Collections.nCopies(batch.size(), outcome(e));
    } catch (SdkClientException e) {
      return Collections.nCopies(batch.size(), new Unknown(String.valueOf(e.getMessage())));
    }
  }

  private List<PutRecordsResultEntry> send(List<Entry> batch) {
    List<PutRecordsRequestEntry> records = new ArrayList<>(batch.size());
    for (Entry entry : batch) {
      records.add(
          PutRecordsRequestEntry.builder()
              .partitionKey(entry.key())
              .data(SdkBytes.fromByteArrayUnsafe(entry.data()))
              .build());
    }
    return kinesis.putRecords(request -> request.streamName(stream).records(records)).records();
  }

  /** The service refuses single entries only for its own sake, so a retry may succeed. */
  private static Outcome outcome(PutRecordsResultEntry result) {
    return result.errorCode() == null
        ? new Accepted(result.shardId(), result.sequenceNumber())
        : new Refused(result.errorCode(), String.valueOf(result.errorMessage()), true);
  }

  private Outcome outcome(AwsServiceException e) {
    String code = code(e);
    if (e.isThrottlingException() || code.contains("Throttling") || code.contains("Throughput")) {
      return new Refused(code, e.getMessage(), true);
    }
    if (e.statusCode() >= 500) {
      return new Unknown(e.getMessage());
    }
    return new Refused(code, e.getMessage() + remedy(code), false);
  }

  /** The error's code; not every endpoint gives one. */
  private static String code(AwsServiceException e) {
    String code = e.awsErrorDetails() == null ? null : e.awsErrorDetails().errorCode();
    return code == null ? "HTTP " + e.statusCode() : code;
  }

  private String remedy(String code) {
    return switch (code) {
      case "AccessDeniedException" -> ". Allow kinesis:PutRecords on the stream " + stream;
      case "ResourceNotFoundException" -> ". Set SLUICE_STREAM to the name of the stream";
      default -> "";
    };
  }
}
