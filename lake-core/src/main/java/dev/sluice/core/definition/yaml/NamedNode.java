package dev.sluice.core.definition.yaml;

/**
 * A freely chosen name and what it names.
 *
 * @param name as written
 * @param at where the name begins
 * @param value of the name
 */
public record NamedNode(String name, Position at, YamlNode value) {}
