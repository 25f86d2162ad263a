/** The commands of ./sluice, and their options. */
package dev.sluice.local.cli.command;
