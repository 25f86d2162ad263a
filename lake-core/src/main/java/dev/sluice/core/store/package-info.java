/** The lake's bucket as a port. */
package dev.sluice.core.store;
