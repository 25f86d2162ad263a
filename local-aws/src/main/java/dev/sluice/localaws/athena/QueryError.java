package dev.sluice.localaws.athena;

/**
 * Athena's error numbers (its error catalog): 2 is the user's category, 1 the system's.
 *
 * @param type 1000 a user's error, 1001 bad data, 401 the result could not be written, 200 the
 *     engine's
 */
record QueryError(int category, int type, String message) {
  static QueryError of(String reason) {
    String name = reason.substring(0, Math.max(0, reason.indexOf(':')));
    return switch (name) {
      case "HIVE_BAD_DATA", "HIVE_CURSOR_ERROR" -> new QueryError(2, 1001, reason);
      case "RESULT_NOT_WRITTEN" -> new QueryError(2, 401, reason);
      case "GENERIC_INTERNAL_ERROR" -> new QueryError(1, 200, reason);
      default -> new QueryError(2, 1000, reason);
    };
  }
}
