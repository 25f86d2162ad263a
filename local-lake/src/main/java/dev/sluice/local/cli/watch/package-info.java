/** What a running lake notices of its pipelines and functions. */
package dev.sluice.local.cli.watch;
