/** A definition's own tests: what comes in, and what is to become of it. */
package dev.sluice.local.tests;
