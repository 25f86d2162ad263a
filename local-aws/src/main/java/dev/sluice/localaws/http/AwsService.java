package dev.sluice.localaws.http;

import java.util.Set;

/** A service behind the port. Calls come from many threads. */
public interface AwsService {
  /** The name requests are signed for, e.g. {@code kinesis}. */
  String name();

  /** The part of {@code X-Amz-Target} before the dot, e.g. {@code AWSGlue}; empty: none. */
  default String target() {
    return "";
  }

  /**
   * What the paths of this service's requests begin with; empty: they have no paths of their own.
   * Begins with {@code /_}, as no bucket can, so that it is never a request of S3.
   */
  default String root() {
    return "";
  }

  /** The operations that are there; for routing unsigned form requests and for error texts. */
  Set<String> operations();

  /**
   * Answers a request.
   *
   * @throws AwsException an error in the service's words
   * @throws LostAnswerException to drop the connection
   */
  AwsResponse handle(AwsRequest request);

  /** An error as the service's clients read it. */
  default AwsResponse error(AwsRequest request, AwsException error, String requestId) {
    return AwsResponse.error(request, error, requestId);
  }
}
