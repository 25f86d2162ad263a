/** Where a pipeline's records and files come from. */
package dev.sluice.core.pipeline.source;
