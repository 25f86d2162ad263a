package dev.sluice.core.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How raw objects are laid out in the lake's bucket.
 *
 * @param prefix of all keys, without a leading or trailing slash, e.g. {@code raw/windfarm}
 * @param partition the time fields of a partition: YEAR first, without gaps
 * @param style how a partition is written into the key
 * @param padded whether numbers have leading zeros, {@code 06} and not {@code 6}
 * @param late how far an event time may lie before arrival; empty: any distance
 * @param ahead how far an event time may lie after arrival
 */
public record RawLayout(
    String prefix,
    List<PartitionField> partition,
    Style style,
    boolean padded,
    Optional<Duration> late,
    Duration ahead) {
  public RawLayout {
    partition = List.copyOf(partition);
    if (!partition.equals(List.of(PartitionField.values()).subList(0, partition.size()))
        || partition.isEmpty()) {
      throw new IllegalArgumentException(
          "A partition starts with year and leaves out none, but is " + partition);
    }
    if (prefix.isBlank() || prefix.startsWith("/") || prefix.endsWith("/")) {
      throw new IllegalArgumentException(
          "A prefix has no slash at its ends, but is '" + prefix + "'");
    }
  }

  /** A layout with leading zeros, as the batch writer and Firehose write it. */
  public RawLayout(
      String prefix,
      List<PartitionField> partition,
      Style style,
      Optional<Duration> late,
      Duration ahead) {
    this(prefix, partition, style, true, late, ahead);
  }

  /** How a partition is written into a key. */
  public enum Style {
    /** {@code year=2026/month=06/day=01}. */
    HIVE,
    /** {@code 2026/06/01}. */
    PLAIN;

    /** What stands before a field's value. */
    public String name(PartitionField field) {
      return this == HIVE ? field.columnName() + "=" : "";
    }
  }
}
