package dev.sluice.localaws.athena.ddl;

import dev.sluice.localaws.athena.result.QueryFailedException;

/** Athena's errors of DDL, which are Hive's. */
final class DdlErrors {
  private DdlErrors() {}

  /**
   * @param number of Hive's error; 0: it has none
   */
  static QueryFailedException semantic(int number, String message) {
    String code = number == 0 ? "" : "[Error " + number + "]: ";
    return new QueryFailedException("FAILED", "SemanticException " + code + message);
  }

  static QueryFailedException execution(String message) {
    return new QueryFailedException(
        "FAILED",
        "Execution Error, return code 1 from org.apache.hadoop.hive.ql.exec.DDLTask. " + message);
  }

  static QueryFailedException notSupported(String place, String message) {
    return new QueryFailedException("NOT_SUPPORTED", place + message);
  }
}
