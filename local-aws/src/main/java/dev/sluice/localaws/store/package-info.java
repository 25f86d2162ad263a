/** The objects of the lake as files. */
package dev.sluice.localaws.store;
