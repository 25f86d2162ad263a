package dev.sluice.localaws.esm;

/** How a shard's batches reach the function, and what becomes of those that are given up. */
record BatchDelivery(KinesisEvents events, BatchInvoker invoker, Discards discards) {}
