/** The lake's bucket as a port, its keys, and the objects in it that several functions share. */
package dev.sluice.core.lake;
