/** Reads the sources of records and files. */
package dev.sluice.core.definition.source;
