/** What is remembered from record to record and from window to window, and how it is stored. */
package dev.sluice.core.alert.memory;
