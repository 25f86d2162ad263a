/** A statement as DuckDB runs it, and the tables that it makes. */
package dev.sluice.localaws.athena.query;
