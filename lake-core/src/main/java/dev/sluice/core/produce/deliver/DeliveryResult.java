package dev.sluice.core.produce.deliver;

import java.util.List;

/**
 * What a delivery brought.
 *
 * @param undelivered what did not surely reach the stream
 * @param unanswered how often an entry was sent and no answer came: the stream may hold it once
 *     more for each
 */
public record DeliveryResult(List<Undelivered> undelivered, long unanswered) {
  public DeliveryResult {
    undelivered = List.copyOf(undelivered);
  }
}
