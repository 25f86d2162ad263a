/** Tables of Apache Iceberg: which files a snapshot has, and the SQL that reads them. */
package dev.sluice.localaws.athena.iceberg;
