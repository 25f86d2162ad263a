/** Glue's jobs: they really run, with Spark on this machine. */
package dev.sluice.localaws.job;
