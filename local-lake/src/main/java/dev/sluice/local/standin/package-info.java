/**
 * Stand-ins for public APIs, so that a pipeline that asks one can be played without a network and
 * an account. They answer in the APIs' own shape, with content of their own, and are told of.
 */
package dev.sluice.local.standin;
