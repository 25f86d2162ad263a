/** Raw objects, whole or damaged, to typed rows. */
package dev.sluice.core.trusted.read;
