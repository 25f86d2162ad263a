/** Entries into a stream: batches, retries, and what could not be delivered. */
package dev.sluice.core.produce.deliver;
