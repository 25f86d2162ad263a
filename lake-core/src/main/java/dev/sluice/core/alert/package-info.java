/**
 * From a batch of records to alerts: rules bound to the schema, evaluated in one pass over the
 * bytes, told once at first and then merged until the end of the window.
 */
package dev.sluice.core.alert;
