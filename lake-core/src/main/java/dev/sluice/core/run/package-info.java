/**
 * A pipeline's run from raw to query results: its state, what comes next, and the driver that does
 * it. A run never waits: it is moved on by schedules and by the query engine's events, which may be
 * lost, late, doubled or out of order.
 */
package dev.sluice.core.run;
