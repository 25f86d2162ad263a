package dev.sluice.local.cli.text;

import dev.sluice.core.definition.sql.SqlText;
import dev.sluice.core.pipeline.Input;
import dev.sluice.core.pipeline.NamedQuery;
import dev.sluice.core.pipeline.Pipeline;
import dev.sluice.core.pipeline.RefinedTable;
import dev.sluice.core.pipeline.TrustedTable;
import dev.sluice.core.pipeline.source.Feed;
import java.util.Map;

/**
 * A pipeline's definition as two diagrams: what is made from what, and the tables with their keys.
 */
public final class ModelPicture {
  private final Pipeline pipeline;
  private final Map<String, Map<String, String>> types;
  private final StringBuilder text = new StringBuilder();

  /**
   * @param types of columns, by table, as {@link dev.sluice.local.sql.ColumnTypes} finds them
   */
  public ModelPicture(Pipeline pipeline, Map<String, Map<String, String>> types) {
    this.pipeline = pipeline;
    this.types = types;
  }

  public String markdown() {
    line("# The data model of " + pipeline.name());
    line("");
    line("Made from the pipeline's definition by `./sluice model " + pipeline.name() + "`.");
    line("");
    line("## What is made from what");
    line("");
    line("```mermaid");
    line("flowchart LR");
    nodes();
    edges();
    line("```");
    line("");
    line("## Tables and keys");
    line("");
    line(
        "PK: no two rows have these alike, of a trusted table in a partition. FK: values of the"
            + " table at the line's end.");
    line("");
    line("```mermaid");
    new KeyDiagram(pipeline, types).lines().forEach(this::line);
    line("```");
    return text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void nodes() {
    for (Feed feed : pipeline.feeds()) {
      line("  feed_%s([%s])".formatted(id(feed.name()), quoted(kind(feed))));
    }
    for (Input input : pipeline.inputs()) {
      line(
          "  raw_%s[/%s/]"
              .formatted(
                  id(input.name()), quoted(input.name() + "<br/>" + input.layout().prefix())));
    }
    for (TrustedTable table : pipeline.catalogTables()) {
      String place = pipeline.location(table).prefix();
      line("  t_%s[(%s)]".formatted(id(table.name()), quoted(table.name() + "<br/>" + place)));
    }
    for (RefinedTable table : pipeline.refined()) {
      String folder = pipeline.folder(table);
      String place = table.isView() ? "view" : folder.substring(0, folder.length() - 1);
      String shape = table.isView() ? "  t_%s[[%s]]" : "  t_%s[(%s)]";
      line(shape.formatted(id(table.name()), quoted(table.name() + "<br/>" + place)));
    }
    for (NamedQuery query : pipeline.queries()) {
      line("  q_%s{{%s}}".formatted(id(query.name()), quoted(query.name())));
    }
  }

  private static String kind(Feed feed) {
    String kind = feed.source().getClass().getSimpleName().replaceFirst("Source$", "");
    return feed.name().equals(Feed.ONLY) ? lower(kind) : feed.name() + ": " + lower(kind);
  }

  private static String lower(String word) {
    return word.toLowerCase(java.util.Locale.ROOT);
  }

  /** Feeds that go to the stream are drawn; where others land, their definition says. */
  private void edges() {
    if (pipeline.stream().isPresent()) {
      for (Feed feed : pipeline.feeds()) {
        line("  feed_%s --> raw_%s".formatted(id(feed.name()), id(Input.STREAM)));
      }
    }
    for (TrustedTable table : pipeline.catalogTables()) {
      line("  raw_%s --> t_%s".formatted(id(table.input()), id(table.name())));
    }
    for (RefinedTable table : pipeline.refined()) {
      table.reads().forEach(read -> line("  t_%s --> t_%s".formatted(id(read), id(table.name()))));
    }
    for (NamedQuery query : pipeline.queries()) {
      SqlText.of(query.sql())
          .tables()
          .forEach(read -> line("  t_%s --> q_%s".formatted(id(read), id(query.name()))));
    }
  }

  private static String id(String name) {
    return name.replace('-', '_').replace('.', '_');
  }

  static String quoted(String label) {
    return '"' + label.replace("\"", "#quot;") + '"';
  }
}
