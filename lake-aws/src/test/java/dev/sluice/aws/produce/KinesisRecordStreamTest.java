package dev.sluice.aws.produce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.produce.deliver.Entry;
import dev.sluice.core.produce.deliver.RecordStream.Accepted;
import dev.sluice.core.produce.deliver.RecordStream.Outcome;
import dev.sluice.core.produce.deliver.RecordStream.Refused;
import dev.sluice.core.produce.deliver.RecordStream.Unknown;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.kinesis.model.KinesisException;
import software.amazon.awssdk.services.kinesis.model.PutRecordsRequest;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResponse;
import software.amazon.awssdk.services.kinesis.model.PutRecordsResultEntry;

class KinesisRecordStreamTest {
  private static final List<Entry> BATCH = List.of(entry("a", "one"), entry("b", "two"));
  private PutRecordsRequest sent;

  private static Entry entry(String key, String data) {
    return new Entry(key, data.getBytes(UTF_8));
  }

  /** Puts the batch into a stream whose client answers, or throws, that. */
  private List<Outcome> put(Function<PutRecordsRequest, PutRecordsResponse> answer) {
    KinesisClient client =
        new KinesisClient() {
          @Override
          public PutRecordsResponse putRecords(PutRecordsRequest request) {
            sent = request;
            return answer.apply(request);
          }

          @Override
          public String serviceName() {
            return "kinesis";
          }

          @Override
          public void close() {
            // Nothing is open.
          }
        };
    return new KinesisRecordStream(client, "sensors").put(BATCH);
  }

  private static PutRecordsResponse failure(int status, String code) {
    throw KinesisException.builder()
        .statusCode(status)
        .message("told so")
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
        .build();
  }

  @Test
  void sendsKeysAndDataAndTellsEachOutcome() {
    List<Outcome> outcomes =
        put(
            request ->
                PutRecordsResponse.builder()
                    .failedRecordCount(1)
                    .records(
                        PutRecordsResultEntry.builder()
                            .shardId("shardId-000000000001")
                            .sequenceNumber("49")
                            .build(),
                        PutRecordsResultEntry.builder()
                            .errorCode("ProvisionedThroughputExceededException")
                            .errorMessage("Rate exceeded")
                            .build())
                    .build());

    assertThat(outcomes)
        .containsExactly(
            new Accepted("shardId-000000000001", "49"),
            new Refused("ProvisionedThroughputExceededException", "Rate exceeded", true));
    assertThat(sent.streamName()).isEqualTo("sensors");
    assertThat(sent.records())
        .extracting(record -> record.partitionKey())
        .containsExactly("a", "b");
    assertThat(sent.records().get(1).data().asUtf8String()).isEqualTo("two");
  }

  @Test
  void aTimedOutCallLeavesItOpen() {
    assertThat(
            put(
                request -> {
                  throw ApiCallAttemptTimeoutException.create(10_000);
                }))
        .hasSize(2)
        .allMatch(Unknown.class::isInstance);
  }

  @Test
  void anErrorOfTheServiceLeavesItOpen() {
    assertThat(put(request -> failure(500, "InternalFailure")))
        .hasSize(2)
        .allMatch(Unknown.class::isInstance);
    assertThat(put(request -> failure(503, null))).allMatch(Unknown.class::isInstance);
  }

  @Test
  void throttlingOfTheWholeCallIsRetryable() {
    for (String code :
        List.of(
            "KMSThrottlingException",
            "ThrottlingException",
            "ProvisionedThroughputExceededException")) {
      assertThat(put(request -> failure(400, code)).get(0))
          .isInstanceOfSatisfying(
              Refused.class, refused -> assertThat(refused.retryable()).isTrue());
    }
  }

  @Test
  void whatNoRetryMendsSaysWhatToDo() {
    assertThat(put(request -> failure(400, "AccessDeniedException")).get(1))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.retryable()).isFalse();
              assertThat(refused.message())
                  .contains("Allow kinesis:PutRecords on the stream sensors");
            });
    assertThat(put(request -> failure(400, "ResourceNotFoundException")).get(0))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.message()).contains("SLUICE_STREAM"));
  }

  @Test
  void anErrorWithoutACodeIsNamedByItsStatus() {
    assertThat(put(request -> failure(400, null)).get(0))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.code()).isEqualTo("HTTP 400"));
  }
}
