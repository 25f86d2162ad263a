/** What brings records into a stream, in a function or at the edge. */
package dev.sluice.aws.produce;
