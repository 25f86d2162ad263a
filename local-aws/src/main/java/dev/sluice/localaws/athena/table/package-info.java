/** A table of the catalog, as files that DuckDB reads. */
package dev.sluice.localaws.athena.table;
