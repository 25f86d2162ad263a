/** Trusted tables as Iceberg tables: what they are made of, and who else changed them. */
package dev.sluice.iceberg;
