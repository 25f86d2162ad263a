/** What a pipeline is: the model that a definition is read into. It knows no loader. */
package dev.sluice.core.pipeline;
