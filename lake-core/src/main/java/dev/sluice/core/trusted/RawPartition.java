package dev.sluice.core.trusted;

import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.TrustedTable;

/**
 * A partition of a trusted table, and what is in raw for it.
 *
 * @param table the trusted table
 * @param input what the table is made of
 * @param path as in the table's keys, e.g. {@code year=2026/month=06/day=01} or {@code 2026/06};
 *     empty if the table is one object
 * @param year its year; of a table that is one object, that of some raw object
 * @param rawPrefix of the raw objects' keys, with a slash at the end
 * @param trustedPrefix of the table's keys, without a slash at the end
 * @param objects how many raw objects there are
 * @param bytes their size in all
 * @param fingerprint of their keys and ETags and of the table's definition
 */
public record RawPartition(
    TrustedTable table,
    Input input,
    String path,
    int year,
    String rawPrefix,
    String trustedPrefix,
    long objects,
    long bytes,
    String fingerprint) {

  /** The partition as messages name it. */
  public String name() {
    return path.isEmpty() ? "(all)" : path;
  }

  /** The key of the partition's only trusted object. */
  public String trustedKey() {
    return trustedPrefix + folder() + "part-0.parquet";
  }

  /** The key of the object with the partition's rows that can't be read. */
  public String rejectedKey(String pipeline) {
    return "rejected/" + pipeline + "/etl/" + table.name() + folder() + "part-0.json";
  }

  private String folder() {
    return path.isEmpty() ? "/" : "/" + path + "/";
  }
}
