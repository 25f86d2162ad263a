/** The lake's clock, and everything that happens at a time. */
package dev.sluice.localaws.clock;
