/** Athena: queries of the catalog's tables, run by DuckDB over the files of the lake. */
package dev.sluice.localaws.athena;
