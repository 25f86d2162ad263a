/** The command line: what {@code ./sluice} does. */
package dev.sluice.local.cli;
