/** Reads what raw holds: the stream's records and the inputs. */
package dev.sluice.core.definition.raw;
