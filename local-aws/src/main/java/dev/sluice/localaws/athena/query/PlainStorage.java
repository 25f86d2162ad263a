package dev.sluice.localaws.athena.query;

import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.store.S3Location;
import java.util.Optional;
import java.util.Set;

/**
 * Parquet, without partitions or buckets.
 *
 * @param location where its rows go; empty: where the query's results do
 */
record PlainStorage(Optional<S3Location> location, String copyOptions) implements TableStorage {
  private static final Set<String> KNOWN =
      Set.of(
          "table_type",
          "is_external",
          "format",
          "write_compression",
          "parquet_compression",
          "external_location");

  /** Athena's default compression is GZIP. */
  static PlainStorage read(TableProperties properties) throws QueryFailedException {
    for (String name : properties.names()) {
      if (!KNOWN.contains(name)) {
        throw TableStorage.notSupported("the table property " + name);
      }
    }
    if (!properties.flag("is_external", true)) {
      throw TableStorage.notSupported(
          "tables that are not external, but for table_type = 'ICEBERG'");
    }
    String codec =
        properties.word("write_compression", properties.word("parquet_compression", "GZIP"));
    Set<String> codecs = Set.of("SNAPPY", "ZSTD", "GZIP", "LZ4", "NONE");
    return new PlainStorage(
        TableStorage.location(properties, "external_location"),
        "COMPRESSION " + TableStorage.compression(codec, codecs));
  }

  @Override
  public QueryFailedException occupied(String table, S3Location place) {
    return new QueryFailedException(
        "HIVE_PATH_ALREADY_EXISTS",
        ("Target directory for table '%s' already exists: %s. You may need to manually clean the"
                + " data at location '%2$s' before retrying. Athena will not delete data in your"
                + " account.")
            .formatted(table, place));
  }
}
