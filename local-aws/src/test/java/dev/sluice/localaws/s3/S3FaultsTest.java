package dev.sluice.localaws.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.localaws.TestEndpoints;
import dev.sluice.localaws.fault.FaultPlan;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

class S3FaultsTest {
  @TempDir private Path directory;

  @Test
  void slowsDownWhenTheFaultPlanSaysSo() throws IOException {
    FaultPlan slow =
        new FaultPlan() {
          @Override
          public boolean slowsS3Down() {
            return true;
          }
        };
    try (TestEndpoints faulty = TestEndpoints.servingS3(directory, slow);
        S3Client client = faulty.client(S3Client.builder().forcePathStyle(true))) {
      assertThatThrownBy(
              () ->
                  client.putObject(
                      r -> r.bucket("lake").key("k"),
                      RequestBody.fromString("x", StandardCharsets.UTF_8)))
          .isInstanceOfSatisfying(
              S3Exception.class,
              e -> {
                assertThat(e.statusCode()).isEqualTo(503);
                assertThat(e.awsErrorDetails().errorCode()).isEqualTo("SlowDown");
              });
    }
  }

  @Test
  void losesARequestOrAnAnswerWhenTheFaultPlanSaysSo() throws IOException {
    FaultPlan losing =
        new FaultPlan() {
          @Override
          public boolean losesS3Request(String method, String path) {
            return method.equals("PUT") && path.equals("/lake/request");
          }

          @Override
          public boolean losesS3Answer(String path) {
            return path.equals("/lake/answer");
          }
        };
    try (TestEndpoints faulty = TestEndpoints.servingS3(directory, losing);
        S3Client client = faulty.client(S3Client.builder().forcePathStyle(true))) {
      for (String key : List.of("request", "answer")) {
        assertThatThrownBy(
                () ->
                    client.putObject(
                        r -> r.bucket("lake").key(key), RequestBody.fromString("content")))
            .isInstanceOf(SdkClientException.class);
      }
    }
    assertThat(directory.resolve("lake/request")).doesNotExist();
    assertThat(directory.resolve("lake/answer")).hasContent("content");
  }
}
