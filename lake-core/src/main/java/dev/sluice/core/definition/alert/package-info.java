/** Reads alert rules and their conditions. */
package dev.sluice.core.definition.alert;
