/** Runs a pipeline's rules over what lies in raw. */
package dev.sluice.local.replay;
