/** What the sections of a definition share while one file is read. */
package dev.sluice.core.definition.read;
