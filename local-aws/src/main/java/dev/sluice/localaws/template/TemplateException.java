package dev.sluice.localaws.template;

import org.yaml.snakeyaml.nodes.Node;

/** A template, or its samconfig.toml, that can't be used, with the line of what is wrong. */
public final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1;

  TemplateException(Node where, String problem) {
    super("template.yaml:" + (where.getStartMark().getLine() + 1) + ": " + problem);
  }

  /** A problem of the file beside the template. */
  TemplateException(String place, String problem) {
    super(place + ": " + problem);
  }

  /** Something that no line can be told of. */
  public TemplateException(String problem) {
    super("template.yaml: " + problem);
  }
}
