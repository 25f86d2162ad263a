/** Glue's Data Catalog: databases, tables and partitions, kept as files. */
package dev.sluice.localaws.glue;
