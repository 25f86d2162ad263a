/** What {@code ./sluice new} makes, and what {@code ./sluice infer} proposes. */
package dev.sluice.local.starter;
