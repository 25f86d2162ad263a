/** Lambda's event source mappings of Kinesis streams: batches, windows, retries, discards. */
package dev.sluice.localaws.esm;
