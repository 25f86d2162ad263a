package dev.sluice.localaws.firehose;

import java.util.function.Consumer;

/**
 * Where delivery streams write, and who hears of what can't be written.
 *
 * @param unwritten told of each attempt that failed; the object is tried again
 */
public record DeliveryTargets(DeliveryBucket bucket, Consumer<Unwritten> unwritten) {
  /**
   * An object that could not be written.
   *
   * @param attempts so far
   */
  public record Unwritten(String bucket, String key, int attempts, Exception reason) {}
}
