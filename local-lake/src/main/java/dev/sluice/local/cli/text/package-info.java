/** What commands print. */
package dev.sluice.local.cli.text;
