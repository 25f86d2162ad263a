package dev.sluice.localaws.template;

import org.yaml.snakeyaml.nodes.Node;

/** What names in a template stand for. */
interface References {
  /** The value of {@code !Ref name}. */
  Object ref(String name, Node where);

  /** The value of {@code !GetAtt logicalId.attribute}. */
  Object attribute(String logicalId, String attribute, Node where);

  /** Whether a condition holds. */
  boolean condition(String name, Node where);
}
