/** Partitions that are too large to be made in one go: what of them is kept in the lake. */
package dev.sluice.core.trusted.parts;
