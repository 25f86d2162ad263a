package dev.sluice.localaws.template;

import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** A template, or its samconfig.toml, that can't be used, with the line of what is wrong. */
public final class TemplateException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String written;
  private final transient Set<String> known;

  TemplateException(Node where, String problem) {
    this(where, problem, "", Set.of());
  }

  /**
   * A name that is not known.
   *
   * @param written the name
   * @param known those there are, one of which may have been meant
   */
  TemplateException(Node where, String problem, String written, Set<String> known) {
    super("template.yaml:" + (where.getStartMark().getLine() + 1) + ": " + problem);
    this.written = written;
    this.known = known;
  }

  /** A problem of the file beside the template. */
  public TemplateException(String place, String problem) {
    super(place + ": " + problem);
    this.written = "";
    this.known = Set.of();
  }

  /** Something that no line can be told of. */
  public TemplateException(String problem) {
    this(problem, "", Set.of());
  }

  TemplateException(String problem, String written, Set<String> known) {
    super("template.yaml: " + problem);
    this.written = written;
    this.known = known;
  }

  /** A name that is not known; empty: something else is wrong. */
  public String written() {
    return written;
  }

  /** The names there are. */
  public Set<String> known() {
    return known;
  }
}
