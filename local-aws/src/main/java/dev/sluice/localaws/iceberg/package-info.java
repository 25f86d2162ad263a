/** An Iceberg REST catalog over the local Glue's tables, and the lake's objects as Iceberg's. */
package dev.sluice.localaws.iceberg;
