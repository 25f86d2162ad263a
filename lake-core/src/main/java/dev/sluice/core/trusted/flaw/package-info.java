/** What was lost or is odd in a table's rows: counted by kind, subject and reason. */
package dev.sluice.core.trusted.flaw;
