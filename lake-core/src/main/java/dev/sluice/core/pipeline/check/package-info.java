/** Checks of a trusted table: of its rows while they are made, and of the table afterwards. */
package dev.sluice.core.pipeline.check;
