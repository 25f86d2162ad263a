package dev.sluice.localaws.athena.query;

import dev.sluice.localaws.athena.result.QueryFailedException;
import dev.sluice.localaws.store.S3Location;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a new table is, and where and how its rows are kept. */
sealed interface TableStorage permits PlainStorage, IcebergStorage {
  /** Where its rows go, if it says so. */
  Optional<S3Location> location();

  /** How DuckDB is to write its files. */
  String copyOptions();

  /** That something is there already. */
  QueryFailedException occupied(String table, S3Location place);

  static TableStorage of(TableProperties properties) throws QueryFailedException {
    String type = properties.word("table_type", "HIVE");
    if (!type.equals("HIVE") && !type.equals("ICEBERG")) {
      throw invalid("table_type is 'HIVE' or 'ICEBERG', not '" + type + "'");
    }
    String format = properties.word("format", "PARQUET");
    if (!format.equals("PARQUET")) {
      throw notSupported("the format " + format);
    }
    return type.equals("HIVE") ? PlainStorage.read(properties) : IcebergStorage.read(properties);
  }

  static Optional<S3Location> location(TableProperties properties, String name)
      throws QueryFailedException {
    try {
      return properties.text(name).map(text -> S3Location.parse(text).folder());
    } catch (IllegalArgumentException e) {
      throw invalid(name + ": " + e.getMessage());
    }
  }

  /** The codec's name in DuckDB's and Iceberg's words. */
  static String compression(String wanted, Set<String> known) throws QueryFailedException {
    if (!known.contains(wanted)) {
      throw invalid("Compression codec " + wanted + " is not supported for Parquet");
    }
    return wanted.equals("NONE") ? "uncompressed" : wanted.toLowerCase(Locale.ROOT);
  }

  static QueryFailedException invalid(String message) {
    return new QueryFailedException("INVALID_TABLE_PROPERTY", message);
  }

  static QueryFailedException notSupported(String what) {
    return new QueryFailedException("NOT_SUPPORTED", "The local lake does not have " + what);
  }
}
