package dev.sluice.localaws.athena.query;

import dev.sluice.localaws.athena.ddl.CatalogStatement;

/** Athena's kinds of statements. */
public enum StatementType {
  DML,
  DDL,
  UTILITY;

  public static StatementType of(String sql) {
    return switch (CatalogStatement.firstWord(sql)) {
      case "CREATE", "ALTER", "DROP", "MSCK" -> DDL;
      case "SHOW", "DESCRIBE", "DESC" -> UTILITY;
      default -> DML;
    };
  }
}
