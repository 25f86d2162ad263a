/**
 * Raw to trusted: reads all raw objects of a partition, casts, removes duplicates, applies the
 * rules and sorts. A trusted partition is a pure function of the raw partition below it and of the
 * table's definition.
 */
package dev.sluice.core.trusted;
