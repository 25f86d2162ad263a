/** Rows in bytes: how they are laid out, sorted, spilled, and each id kept once. */
package dev.sluice.core.trusted.rows;
