/**
 * What Parquet's writer names of Hadoop, and never runs when it is given a {@code
 * PlainParquetConfiguration}, a {@code LocalOutputFile} and a codec factory. A JVM doesn't miss
 * these classes; a native image links every name that it can reach. Every method throws {@link
 * org.apache.hadoop.NoHadoop}.
 */
package org.apache.hadoop;
