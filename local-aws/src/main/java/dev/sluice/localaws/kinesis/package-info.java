/** Kinesis Data Streams: shards, sequence numbers, iterators and the real limits. */
package dev.sluice.localaws.kinesis;
