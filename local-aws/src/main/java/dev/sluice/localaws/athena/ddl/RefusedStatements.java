package dev.sluice.localaws.athena.ddl;

import dev.sluice.localaws.athena.result.QueryFailedException;
import java.util.Locale;
import java.util.Map;

/** What Athena runs and the local lake does not, with what to do instead. */
final class RefusedStatements {
  private static final String ICEBERG =
      " changes an Iceberg table's files: the local Athena reads Iceberg tables, Spark and other"
          + " engines write them; to have changed rows here, make a new table with CREATE TABLE AS";
  private static final String PREPARED =
      " and prepared statements are not supported by the local lake; write the values into the"
          + " query";
  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("USING", " EXTERNAL FUNCTION calls a Lambda, which the local lake does not do"),
          Map.entry(
              "INSERT",
              " INTO is not supported by the local lake; make a new table with CREATE TABLE AS, put"
                  + " a file into the table's folder, or, if it is an Iceberg table, write with"
                  + " Spark"),
          Map.entry("UNLOAD", " is not supported by the local lake; use CREATE TABLE AS"),
          Map.entry("UPDATE", ICEBERG),
          Map.entry("DELETE", ICEBERG),
          Map.entry("MERGE", ICEBERG),
          Map.entry("OPTIMIZE", ICEBERG),
          Map.entry("VACUUM", ICEBERG),
          Map.entry("PREPARE", PREPARED),
          Map.entry("EXECUTE", PREPARED),
          Map.entry("DEALLOCATE", PREPARED),
          Map.entry("EXPLAIN", " is not supported by the local lake; run the statement"),
          Map.entry(
              "USE", " is not a statement of Athena; name the database in the query's context"));

  private RefusedStatements() {}

  static QueryFailedException refusal(Tokens tokens) throws QueryFailedException {
    String place = tokens.place();
    String word = tokens.peek().text().toUpperCase(Locale.ROOT);
    if (REFUSED.containsKey(word)) {
      return DdlErrors.notSupported(place, word + REFUSED.get(word));
    }
    if (tokens.take("CREATE", "TABLE")) {
      return DdlErrors.notSupported(
          place,
          "CREATE TABLE without EXTERNAL makes Iceberg tables, which the local Athena makes by"
              + " CREATE TABLE … WITH (table_type = 'ICEBERG', …) AS SELECT only (WITH NO DATA"
              + " makes an empty one); for a plain table write CREATE EXTERNAL TABLE … LOCATION");
    }
    return DdlErrors.notSupported(
        place,
        "The local lake runs SELECT, CREATE TABLE AS, CREATE EXTERNAL TABLE, CREATE"
            + " VIEW, CREATE DATABASE, ALTER TABLE, ALTER DATABASE, DROP, MSCK REPAIR TABLE, SHOW"
            + " and DESCRIBE, not: "
            + word
            + " …");
  }
}
