/** What a pipeline is, and how its definition is read and checked. */
package dev.sluice.core.pipeline;
