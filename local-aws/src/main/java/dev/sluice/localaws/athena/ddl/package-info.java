/** Statements about the catalog: Hive's DDL as Athena has it, run over the Data Catalog. */
package dev.sluice.localaws.athena.ddl;
