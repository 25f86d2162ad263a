/** A CSV file as a source, some rows at each tick. */
package dev.sluice.core.produce.replay;
