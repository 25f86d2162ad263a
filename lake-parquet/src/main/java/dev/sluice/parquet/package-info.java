/** Trusted rows to Parquet, without Hadoop at run time. */
package dev.sluice.parquet;
