/** A shard's records and its readers' places, in files. */
package dev.sluice.localaws.kinesis.log;
