/** The rows of a query, as Athena writes them, or why it failed. */
package dev.sluice.localaws.athena.result;
