/** A record's bytes against its schema: whether it is one, and when it happened. */
package dev.sluice.core.record;
