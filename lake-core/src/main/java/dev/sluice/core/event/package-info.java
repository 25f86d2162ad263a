/** A Lambda event of Kinesis, decoded in one pass into flat arrays, aggregates taken apart. */
package dev.sluice.core.event;
