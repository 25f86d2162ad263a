/**
 * The transform from raw to trusted as a Spark job: {@link dev.sluice.job.TransformJob}. Spark
 * reads in parallel, shuffles, sorts and spills; what a value becomes, which duplicate wins and
 * what a table's object holds is the core's.
 */
package dev.sluice.job;
