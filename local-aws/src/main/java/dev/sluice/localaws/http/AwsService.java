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

  /** The operations that are there; for routing unsigned form requests and for error texts. */
  Set<String> operations();

  /**
   * Answers a request.
   *
   * @throws AwsException an error in the service's words
   * @throws LostAnswerException to drop the connection
   */
  AwsResponse handle(AwsRequest request);
}
