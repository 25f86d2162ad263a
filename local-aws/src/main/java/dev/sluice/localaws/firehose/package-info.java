/** Firehose: buffers records and writes them to S3 as objects. */
package dev.sluice.localaws.firehose;
