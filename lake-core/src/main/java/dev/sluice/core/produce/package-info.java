/**
 * From a source to the stream: what a source yields at a tick, how it is delivered, and how far the
 * producer is.
 *
 * <p>{@link dev.sluice.core.produce.FeedProducer} is one scheduled invocation.
 */
package dev.sluice.core.produce;
