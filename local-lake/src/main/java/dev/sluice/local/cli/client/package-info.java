/** What commands ask of a running lake. */
package dev.sluice.local.cli.client;
