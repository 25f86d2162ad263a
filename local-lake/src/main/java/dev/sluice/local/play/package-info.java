/** Plays a stretch of time of one pipeline as fast as it goes. */
package dev.sluice.local.play;
