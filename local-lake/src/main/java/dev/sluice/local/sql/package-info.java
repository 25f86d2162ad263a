/** Checks the SQL of pipelines with Trino's own parser, whose dialect is Athena's. */
package dev.sluice.local.sql;
