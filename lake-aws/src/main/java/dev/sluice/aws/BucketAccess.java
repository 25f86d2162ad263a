package dev.sluice.aws;

import java.util.function.Consumer;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * Asks once, when a function starts, whether it may use the lake's bucket: a wrong name or a
 * missing permission then fails the function's init with one line, and not its first record.
 *
 * <p>Whatever else goes wrong (no answer, a throttled bucket) is left to the first real call, which
 * is repeated.
 */
public final class BucketAccess {
  private final S3Client s3;
  private final String bucket;

  public BucketAccess(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  /**
   * Returns if the bucket can be used, as far as can be told without writing.
   *
   * @param error takes the line of failure
   * @throws IllegalStateException with that line, if the bucket is not there or forbidden
   */
  public void require(Consumer<String> error) {
    try {
      s3.headBucket(request -> request.bucket(bucket));
    } catch (S3Exception e) {
      refuse(e, error);
    } catch (SdkClientException unreachable) {
      return;
    }
  }

  private void refuse(S3Exception e, Consumer<String> error) {
    String reason =
        switch (e.statusCode()) {
          case 403 ->
              "The bucket '%s' may not be used: allow s3:ListBucket on it in the function's role,"
                  + " or correct SLUICE_BUCKET if it names somebody else's bucket";
          case 404 -> "The bucket '%s' does not exist: set SLUICE_BUCKET to the lake's bucket";
          case 301 -> "The bucket '%s' is in another region: deploy the function there";
          default -> "";
        };
    if (!reason.isEmpty()) {
      String line = reason.formatted(bucket);
      error.accept(line);
      throw new IllegalStateException(line, e);
    }
  }
}
