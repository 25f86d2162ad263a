package dev.sluice.core.trusted;

import dev.sluice.core.pipeline.TrustedTable;

/**
 * A partition of a trusted table, and what is in raw for it.
 *
 * @param table the trusted table
 * @param path hive style, e.g. {@code year=2026/month=06/day=01}
 * @param year its year
 * @param rawPrefix of the raw objects' keys, with a slash at the end
 * @param objects how many raw objects there are
 * @param bytes their size in all
 * @param fingerprint of their keys and ETags and of the table's definition
 */
public record RawPartition(
    TrustedTable table,
    String path,
    int year,
    String rawPrefix,
    long objects,
    long bytes,
    String fingerprint) {

  /** The key of the partition's only trusted object. */
  public String trustedKey(String pipeline) {
    return "trusted/%s/%s/%s/part-0.parquet".formatted(pipeline, table.name(), path);
  }
}
