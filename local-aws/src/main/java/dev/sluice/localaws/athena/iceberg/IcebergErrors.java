package dev.sluice.localaws.athena.iceberg;

import dev.sluice.localaws.athena.result.QueryFailedException;

/** Trino's errors of Iceberg tables. */
final class IcebergErrors {
  private IcebergErrors() {}

  static QueryFailedException notSupported(String message) {
    return new QueryFailedException("NOT_SUPPORTED", message);
  }

  static QueryFailedException metadata(String message) {
    return new QueryFailedException("ICEBERG_INVALID_METADATA", message);
  }

  static QueryFailedException missing(String message) {
    return new QueryFailedException("ICEBERG_MISSING_METADATA", message);
  }

  static QueryFailedException split(String message) {
    return new QueryFailedException("ICEBERG_CANNOT_OPEN_SPLIT", message);
  }

  static QueryFailedException badData(String message) {
    return new QueryFailedException("ICEBERG_BAD_DATA", message);
  }

  static QueryFailedException arguments(String message) {
    return new QueryFailedException("INVALID_ARGUMENTS", message);
  }
}
