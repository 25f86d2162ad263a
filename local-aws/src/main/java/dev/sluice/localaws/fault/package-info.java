/** What goes wrong on purpose, by profile and seed. */
package dev.sluice.localaws.fault;
