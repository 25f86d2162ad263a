/** Reads trusted and refined tables, and queries. */
package dev.sluice.core.definition.table;
