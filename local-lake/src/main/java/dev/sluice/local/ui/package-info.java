/** The dashboard: a page and its stream of states. */
package dev.sluice.local.ui;
