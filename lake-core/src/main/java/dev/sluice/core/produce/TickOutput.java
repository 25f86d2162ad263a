package dev.sluice.core.produce;

import dev.sluice.core.produce.deliver.Entry;
import java.util.List;
import java.util.Optional;

/**
 * What a source yields at one tick.
 *
 * @param entries records for the stream, in order
 * @param labels the anomalies that begin here
 * @param rejected rows that could not be read
 * @param landed what goes to raw without the stream
 * @param missed requests that brought nothing
 * @param position how far the source is now, in its own words; empty: it keeps no position
 */
public record TickOutput(
    List<Entry> entries,
    List<Label> labels,
    List<RejectedRow> rejected,
    Optional<Landed> landed,
    List<MissedRequest> missed,
    String position) {
  public TickOutput(List<Entry> entries, List<Label> labels, List<RejectedRow> rejected) {
    this(entries, labels, rejected, Optional.empty(), List.of(), "");
  }

  /**
   * An object for raw.
   *
   * @param key of the object
   * @param bytes of it
   * @param items in it
   */
  public record Landed(String key, byte[] bytes, int items) {}
}
