/** Checks of rows: which of them a row fails, and where it goes then. */
package dev.sluice.core.trusted.check;
