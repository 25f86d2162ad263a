/** How a pipeline's definition is read and checked. */
package dev.sluice.core.definition;
