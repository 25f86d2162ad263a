/** Alert rules bound to a schema: which record fires which rule, and how that reads. */
package dev.sluice.core.alert.rule;
