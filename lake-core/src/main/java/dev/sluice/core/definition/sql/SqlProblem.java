package dev.sluice.core.definition.sql;

/**
 * Something wrong in a statement.
 *
 * @param line counted from 1
 * @param text what, and what to do
 */
public record SqlProblem(int line, String text) {}
