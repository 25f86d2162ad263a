package dev.sluice.localaws.athena.query;

import java.util.Locale;

/** Athena's kinds of statements. */
public enum StatementType {
  DML,
  DDL,
  UTILITY;

  public static StatementType of(String sql) {
    if (!CatalogStatement.matches(sql)) {
      return DML;
    }
    return switch (sql.strip().split("[\\s(]+", 2)[0].toUpperCase(Locale.ROOT)) {
      case "CREATE", "ALTER", "DROP", "MSCK" -> DDL;
      case "SHOW", "DESCRIBE", "DESC", "EXPLAIN" -> UTILITY;
      default -> DML;
    };
  }
}
