package dev.sluice.localaws.athena.query;

import dev.sluice.localaws.athena.result.QueryFailedException;
import java.sql.SQLException;

/** DuckDB's errors under the names that Athena gives to the like. */
final class DuckDbErrors {
  /** How the reader of a table begins what it says of a value. */
  private static final String BAD_DATA = "Invalid Input Error: HIVE_BAD_DATA: ";

  private static final String OUT_OF_MEMORY = "Out of Memory Error";

  private DuckDbErrors() {}

  static boolean isOutOfMemory(SQLException error) {
    return String.valueOf(error.getMessage()).startsWith(OUT_OF_MEMORY);
  }

  static QueryFailedException translate(SQLException error) {
    String message = String.valueOf(error.getMessage());
    if (message.startsWith(BAD_DATA)) {
      return new QueryFailedException("HIVE_BAD_DATA", message.substring(BAD_DATA.length()));
    }
    String kind = message.substring(0, Math.max(0, message.indexOf(':')));
    String name =
        switch (kind) {
          case "Parser Error" -> "SYNTAX_ERROR";
          case "Binder Error" -> "COLUMN_NOT_FOUND";
          case "Catalog Error" -> "FUNCTION_NOT_FOUND";
          case "Conversion Error" -> "INVALID_CAST_ARGUMENT";
          case "Out of Range Error" -> "NUMERIC_VALUE_OUT_OF_RANGE";
          case OUT_OF_MEMORY -> "EXCEEDED_MEMORY_LIMIT";
          case "INTERRUPT Error" -> "USER_CANCELED";
          case "IO Error" -> "HIVE_CANNOT_OPEN_SPLIT";
          default ->
              message.contains("JSON") || message.contains("CSV")
                  ? "HIVE_CURSOR_ERROR"
                  : "GENERIC_INTERNAL_ERROR";
        };
    boolean bind = kind.equals("Binder Error") && !message.contains("column");
    return new QueryFailedException(bind ? "TYPE_MISMATCH" : name, message);
  }
}
