/** The whole lake: what a template declares, made and connected. */
package dev.sluice.local.lake;
