package dev.sluice.core.pipeline;

/**
 * A query over the pipeline's tables, in the portable subset of SQL.
 *
 * @param name unique in the pipeline
 * @param sql one SELECT statement; tables are unqualified
 */
public record NamedQuery(String name, String sql) {}
