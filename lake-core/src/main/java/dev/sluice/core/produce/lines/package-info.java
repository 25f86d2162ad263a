/** Lines of a command, of standard input or of a file as a source. */
package dev.sluice.core.produce.lines;
