package dev.sluice.localaws.athena.iceberg;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What a query wants of a table that it names once.
 *
 * @param where the WHERE clause in DuckDB's parse tree; missing: all rows
 * @param alias of the table in the clause
 * @param alone whether the clause's columns are all of this table
 */
public record Condition(JsonNode where, String alias, boolean alone) {}
