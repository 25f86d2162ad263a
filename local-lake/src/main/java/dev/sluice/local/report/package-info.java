/** Counts of every stage, and whether they add up. */
package dev.sluice.local.report;
