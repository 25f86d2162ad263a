/**
 * The scheduled message about what came through a stream since the last one: read, summed up, put
 * into words, sent once.
 */
package dev.sluice.core.digest;
