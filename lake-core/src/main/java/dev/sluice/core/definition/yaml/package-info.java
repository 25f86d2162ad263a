/**
 * YAML with positions: a document is read into nodes that know their line, column and path, and
 * everything that is wrong with it is collected, not thrown. Knows nothing of pipelines; binds
 * nothing by reflection, so it works in a native image.
 */
package dev.sluice.core.definition.yaml;
