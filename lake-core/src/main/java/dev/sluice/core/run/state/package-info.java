/** What is kept of a pipeline's runs, and how it is stored. */
package dev.sluice.core.run.state;
