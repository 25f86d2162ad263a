package dev.sluice.localaws.athena.query;

import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.store.S3Location;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A table of Iceberg.
 *
 * @param partitioning as written
 * @param properties of the table's metadata
 */
record IcebergStorage(
    S3Location place, String copyOptions, List<String> partitioning, Map<String, String> properties)
    implements TableStorage {
  private static final Set<String> KNOWN =
      Set.of(
          "table_type",
          "is_external",
          "location",
          "format",
          "write_compression",
          "compression_level",
          "partitioning");

  /** Kept for what rewrites and cleans the table. */
  private static final Set<String> MAINTENANCE =
      Set.of(
          "optimize_rewrite_min_data_file_size_bytes",
          "optimize_rewrite_max_data_file_size_bytes",
          "optimize_rewrite_data_file_threshold",
          "optimize_rewrite_delete_file_threshold",
          "vacuum_min_snapshots_to_keep",
          "vacuum_max_snapshot_age_seconds",
          "vacuum_max_snapshot_age_ms");

  private static final Map<String, String> OF_PLAIN_TABLES =
      Map.of(
          "external_location", "location",
          "partitioned_by", "partitioning",
          "bucketed_by", "partitioning = ARRAY['bucket(COLUMN, COUNT)']",
          "bucket_count", "partitioning = ARRAY['bucket(COLUMN, COUNT)']",
          "parquet_compression", "write_compression",
          "orc_compression", "write_compression",
          "field_delimiter", "format = 'PARQUET'");

  static IcebergStorage read(TableProperties properties) throws QueryFailedException {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("write.format.default", "PARQUET");
    for (String name : properties.names()) {
      check(name);
      if (MAINTENANCE.contains(name)) {
        metadata.put(name, Long.toString(properties.number(name)));
      }
    }
    if (properties.flag("is_external", true)) {
      throw TableStorage.invalid("Iceberg tables are not external: write is_external = false");
    }
    Set<String> codecs = Set.of("SNAPPY", "ZSTD", "GZIP", "NONE", "UNCOMPRESSED");
    String codec = TableStorage.compression(properties.word("write_compression", "ZSTD"), codecs);
    metadata.put("write.parquet.compression-codec", codec);
    String options = "COMPRESSION " + codec;
    if (properties.names().contains("compression_level")) {
      String level = level(properties, codec);
      metadata.put("write.parquet.compression-level", level);
      options += ", COMPRESSION_LEVEL " + level;
    }
    return new IcebergStorage(
        TableStorage.location(properties, "location").orElseThrow(IcebergStorage::noLocation),
        options,
        properties.list("partitioning"),
        metadata);
  }

  private static void check(String name) throws QueryFailedException {
    if (OF_PLAIN_TABLES.containsKey(name)) {
      throw TableStorage.invalid(
          "The table property %s does not apply to Iceberg tables; use %s"
              .formatted(name, OF_PLAIN_TABLES.get(name)));
    }
    if (!KNOWN.contains(name) && !MAINTENANCE.contains(name)) {
      throw TableStorage.invalid(
          "line 1:1: Catalog 'awsdatacatalog' table property '%s' does not exist".formatted(name));
    }
  }

  private static QueryFailedException noLocation() {
    return new QueryFailedException(
        "HIVE_DATABASE_LOCATION_ERROR",
        "An Iceberg table needs a place of its own: write location = 's3://BUCKET/FOLDER/'");
  }

  private static String level(TableProperties properties, String codec)
      throws QueryFailedException {
    long level = properties.number("compression_level");
    if (!codec.equals("zstd") || level < 1 || level > 22) {
      throw TableStorage.invalid(
          "compression_level is from 1 to 22, and goes with write_compression = 'ZSTD' only");
    }
    return Long.toString(level);
  }

  @Override
  public Optional<S3Location> location() {
    return Optional.of(place);
  }

  @Override
  public QueryFailedException occupied(String table, S3Location place) {
    return new QueryFailedException(
        "ICEBERG_FILESYSTEM_ERROR",
        "Cannot create a table on a non-empty location: %s; give %s a folder of its own"
            .formatted(place, table));
  }
}
