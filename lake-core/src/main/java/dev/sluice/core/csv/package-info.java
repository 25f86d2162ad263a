/** Reading of CSV files. */
package dev.sluice.core.csv;
