package dev.sluice.core.definition.sql;

/**
 * A table named in a query.
 *
 * @param name in lower case; with dots if it is qualified by a database
 * @param line counted from 1
 */
public record TableReference(String name, int line) {}
