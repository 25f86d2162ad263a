package dev.sluice.local.ui;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** The lake's state as a server-sent event, made once a second however many pages look at it. */
final class StatusFeed {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LakeView lake;
  private final LongSupplier nanos;
  private byte[] event;
  private long made;

  /**
   * Nothing is made before it is asked for.
   *
   * @param nanos as {@link System#nanoTime}
   */
  StatusFeed(LakeView lake, LongSupplier nanos) {
    this.lake = lake;
    this.nanos = nanos;
  }

  /** An event that is at most a second old. */
  synchronized byte[] event() throws IOException {
    long now = nanos.getAsLong();
    if (event == null || now - made >= KEPT_NANOS) {
      event = ("data: " + JSON.writeValueAsString(lake.status()) + "\n\n").getBytes(UTF_8);
      made = now;
    }
    return event;
  }
}
