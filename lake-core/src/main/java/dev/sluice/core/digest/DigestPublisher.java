package dev.sluice.core.digest;

import java.io.IOException;

/** Where digests go. */
public interface DigestPublisher {
  /**
   * Publishes a digest. On return it is accepted; on an exception it may or may not have been.
   *
   * @throws IOException if the service refuses or can't be reached
   */
  void publish(DigestMessage message) throws IOException;
}
