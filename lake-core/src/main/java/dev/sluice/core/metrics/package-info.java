/** Counts as metrics, in lines of the log. */
package dev.sluice.core.metrics;
