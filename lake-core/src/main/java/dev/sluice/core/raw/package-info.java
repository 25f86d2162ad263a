/** From a batch of records to raw objects: keys, partitions, bytes. */
package dev.sluice.core.raw;
