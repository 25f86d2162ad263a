/**
 * Enough of SQL to say which tables a query reads, without a parser for any one engine's dialect.
 */
package dev.sluice.core.definition.sql;
