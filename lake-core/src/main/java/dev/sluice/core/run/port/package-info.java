/** The services that a run works with: a catalog, a query engine, crawlers and a transform job. */
package dev.sluice.core.run.port;
