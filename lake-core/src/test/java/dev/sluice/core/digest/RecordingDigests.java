package dev.sluice.core.digest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Remembers digests; fails when told so. */
public final class RecordingDigests implements DigestPublisher {
  private final List<DigestMessage> accepted = new ArrayList<>();
  private int failures;

  @Override
  public void publish(DigestMessage message) throws IOException {
    if (failures-- > 0) {
      throw new IOException(
          "The digest '%s' could not be published: Topic does not exist"
              .formatted(message.subject()));
    }
    accepted.add(message);
  }

  /** Fails so many times. */
  public void fail(int times) {
    failures = times;
  }

  /** What was accepted, in order. */
  public List<DigestMessage> accepted() {
    return List.copyOf(accepted);
  }
}
