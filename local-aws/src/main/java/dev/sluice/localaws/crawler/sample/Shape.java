package dev.sluice.localaws.crawler.sample;

import java.util.Map;

/**
 * What objects must have in common to be of one table.
 *
 * @param classification {@code json}, {@code csv} or {@code parquet}
 * @param compression {@code gzip} or {@code none}
 * @param details parameters of the table that the format brings
 */
public record Shape(String classification, String compression, Map<String, String> details) {}
