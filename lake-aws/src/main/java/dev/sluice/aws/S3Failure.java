package dev.sluice.aws;

import java.io.IOException;
import java.util.Map;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Says of a failed S3 call what was wanted, why it failed, and what to do. */
final class S3Failure {
  private static final Map<String, String> PERMISSIONS =
      Map.of(
          "GetObject", "s3:GetObject (and s3:ListBucket, without which a missing object is denied)",
          "HeadObject",
              "s3:GetObject (and s3:ListBucket, without which a missing object is denied)",
          "PutObject", "s3:PutObject",
          "DeleteObject", "s3:DeleteObject",
          "ListObjectsV2", "s3:ListBucket on the bucket");

  private final String bucket;

  S3Failure(String bucket) {
    this.bucket = bucket;
  }

  static boolean isMissingObject(SdkException e) {
    return e instanceof S3Exception answer
        && answer.statusCode() == 404
        && !"NoSuchBucket".equals(code(answer));
  }

  IOException of(String operation, String key, SdkException e) {
    return new IOException(
        "%s of s3://%s/%s failed: %s. %s"
            .formatted(operation, bucket, key, reason(e), remedy(operation, e)),
        e);
  }

  private static String reason(SdkException e) {
    if (!(e instanceof S3Exception answer)) {
      return String.valueOf(e.getMessage());
    }
    return "%s (HTTP %d, request %s)"
        .formatted(code(answer), answer.statusCode(), answer.requestId());
  }

  private static String code(S3Exception answer) {
    return answer.awsErrorDetails() == null ? "no code" : answer.awsErrorDetails().errorCode();
  }

  private String remedy(String operation, SdkException e) {
    if (e instanceof SdkClientException) {
      return "Check the network, the endpoint (AWS_ENDPOINT_URL) and the credentials.";
    }
    if (!(e instanceof S3Exception answer)) {
      return "Try again later.";
    }
    if (answer.statusCode() == 403) {
      return "Allow " + PERMISSIONS.get(operation) + " in the role's policy.";
    }
    if ("NoSuchBucket".equals(code(answer))) {
      return "Create the bucket '" + bucket + "' or set SLUICE_BUCKET to the lake's bucket.";
    }
    return answer.statusCode() >= 500
        ? "S3 was asked several times; try again later."
        : "S3 says: " + answer.awsErrorDetails().errorMessage();
  }
}
