/** Simulated sensors as a source: their readings, and the anomalies in them. */
package dev.sluice.core.produce.simulate;
